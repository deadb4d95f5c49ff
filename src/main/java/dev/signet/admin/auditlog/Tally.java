package dev.signet.admin.auditlog;

import dev.signet.admin.audit.EventOrigin;
import dev.signet.admin.audit.Outcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How often the same happened, and when.
 *
 * @param correlationId of the request that was the first
 */
record Tally(
        long count, Instant first, Instant last, @Nullable String correlationId) {
    /**
     * What is the same.
     *
     * @param origin without the request
     */
    record Kind(EventOrigin origin, String action, String target, Outcome outcome, Map<String, String> detail) {
        static final String VARIOUS = "various";

        /** The same without the target. */
        Kind ofSource() {
            return new Kind(origin.ofNetwork(), action, VARIOUS, outcome, Map.of());
        }

        /** The same without actor and target: for those that are too many to tell apart. */
        Kind amongOthers() {
            EventOrigin anybody = new EventOrigin(VARIOUS, null, new TreeSet<>(), null, null);
            return new Kind(anybody, action, VARIOUS, outcome, Map.of());
        }
    }

    Tally and(Tally later) {
        return new Tally(
                count + later.count,
                first.isBefore(later.first) ? first : later.first,
                last.isAfter(later.last) ? last : later.last,
                correlationId);
    }

    /** What the event says beside who did what to whom. */
    Map<String, Object> change(Map<String, String> detail) {
        Map<String, Object> change = new LinkedHashMap<>(detail);
        change.put("count", count);
        change.put("first", first);
        change.put("last", last);
        return change;
    }
}
