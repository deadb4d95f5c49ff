package dev.signet.admin.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That an event is not part of the chain yet. It is written with the event and so becomes visible with it, however late that
 * commits; its code shows that Signet wrote the event, and that nobody changed it before it was sealed. Of an event that
 * somebody removes together with this, past the triggers and before it is sealed, nothing is left but its line in the log.
 */
@Entity
@Table(name = "audit_unsealed")
public class UnsealedEvent {
    private static final String PURPOSE = "audit event";

    @Id
    @Column(name = "event_id")
    UUID eventId;

    /** Null for events that are older than the chain. */
    @Nullable String mac;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    UnsealedEvent() {}

    static UnsealedEvent of(AuditEvent event, AuditMac mac) {
        UnsealedEvent unsealed = new UnsealedEvent();
        unsealed.eventId = event.id;
        unsealed.mac = mac.of(PURPOSE, event.content());
        return unsealed;
    }

    public UUID eventId() {
        return eventId;
    }

    /** Whether the event is older than the chain, so that nothing shows who wrote it. */
    public boolean predatesChain() {
        return mac == null;
    }

    /** Whether the event is as Signet wrote it. */
    public boolean isOf(AuditEvent event, AuditMac macs) {
        return macs.of(PURPOSE, event.content()).equals(mac);
    }
}
