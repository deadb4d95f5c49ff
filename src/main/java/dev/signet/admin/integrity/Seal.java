package dev.signet.admin.integrity;

import dev.signet.admin.audit.AuditEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The place of an event in the chain. The database refuses to change it. */
@Entity
@Immutable
@Table(name = "audit_seal")
class Seal {
    /** From 1 on, without gaps. */
    @Id
    long number;

    @Column(name = "event_id")
    UUID eventId;

    String hash;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    Seal() {}

    Seal(long number, UUID eventId, String hash) {
        this.number = number;
        this.eventId = eventId;
        this.hash = hash;
    }

    /**
     * A seal and what it seals.
     *
     * @param event null where somebody removed it
     */
    record OfEvent(Seal seal, @Nullable AuditEvent event) {}
}
