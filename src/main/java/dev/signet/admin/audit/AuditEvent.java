package dev.signet.admin.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.SortedSet;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One thing that was done, or tried. The database refuses to change it. */
@Entity
@Immutable
@Table(name = "audit_event")
public class AuditEvent {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    /** To the microsecond, as the database keeps it. */
    public Instant at;

    public String actor;

    @Column(name = "actor_name")
    public @Nullable String actorName;

    @Column(name = "actor_roles")
    @JdbcTypeCode(SqlTypes.ARRAY)
    public SortedSet<String> actorRoles;

    public String action;

    public String target;

    public String outcome;

    public @Nullable String address;

    @Column(name = "correlation_id")
    public @Nullable String correlationId;

    /** A JSON object, in ASCII. */
    public @Nullable String change;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    AuditEvent() {}

    public static AuditEvent of(Instant at, EventOrigin origin) {
        AuditEvent event = new AuditEvent();
        event.at = at;
        event.actor = origin.actor();
        event.actorName = origin.name();
        event.actorRoles = origin.roles();
        event.address = origin.address();
        event.correlationId = origin.correlationId();
        return event;
    }

    /** When it was reported, by the clock of the replica. */
    public Instant at() {
        return at;
    }

    /** All that it says, as bytes that no other event has. */
    public byte[] content() {
        return EventContent.of(this);
    }
}
