package dev.signet.admin.integrity;

import dev.signet.admin.audit.AuditEvent;
import java.util.UUID;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/**
 * The place of an event in the chain. The database refuses to change it.
 *
 * @param number from 1 on, without gaps
 */
public record Seal(long number, UUID eventId, String hash) {
    /**
     * A seal and what it seals.
     *
     * @param event null where somebody removed it
     */
    record OfEvent(@Nested Seal seal, @Nullable @Nested("e") AuditEvent event) {}
}
