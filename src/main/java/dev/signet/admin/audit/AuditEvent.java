package dev.signet.admin.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.SortedSet;
import java.util.UUID;
import org.jdbi.v3.core.mapper.PropagateNull;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done, or tried. The database refuses to change it.
 *
 * @param at when it was reported, by the clock of the replica; to the microsecond, as the database keeps it
 * @param change a JSON object, in ASCII
 */
public record AuditEvent(
        @PropagateNull UUID id,
        Instant at,
        String actor,
        @Nullable String actorName,
        SortedSet<String> actorRoles,
        String action,
        String target,
        String outcome,
        @Nullable String address,
        @Nullable String correlationId,
        @JsonRawValue @Nullable String change) {

    /** All that it says, as bytes that no other event has. */
    public byte[] content() {
        return EventContent.of(this);
    }
}
