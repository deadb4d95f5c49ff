package dev.signet.admin.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That an event is not part of the chain yet. It is written with the event and so becomes visible with it, however late that
 * commits; its code shows that Signet wrote the event, and that nobody changed it before it was sealed. Of an event that
 * somebody removes together with this, past the triggers and before it is sealed, nothing is left but its line in the log.
 *
 * @param mac null for events that are older than the chain
 */
public record UnsealedEvent(UUID eventId, @Nullable String mac) {
    private static final String PURPOSE = "audit event";

    static String macOf(AuditEvent event, AuditMac macs) {
        return macs.of(PURPOSE, event.content());
    }

    /** Whether the event is older than the chain, so that nothing shows who wrote it. */
    public boolean predatesChain() {
        return mac == null;
    }

    /** Whether the event is as Signet wrote it. */
    public boolean isOf(AuditEvent event, AuditMac macs) {
        return macOf(event, macs).equals(mac);
    }
}
