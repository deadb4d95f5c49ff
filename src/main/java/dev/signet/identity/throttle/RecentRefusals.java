package dev.signet.identity.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this replica refused a moment ago and refuses again without asking the database, so that a flood of refused attempts
 * does not reach it. For a moment only: another replica may see a success that clears a bucket.
 */
final class RecentRefusals {
    static final Duration MOMENT = Duration.ofSeconds(1);

    /** Some megabytes. Past that the oldest are forgotten. */
    static final int MOST = 10_000;

    private final Map<String, RecentRefusal> refusals = new LinkedHashMap<>();

    /**
     * @param at when it was refused
     * @param until when the bucket may let one more attempt pass
     */
    private record RecentRefusal(Instant at, Instant until) {
        boolean holds(Instant now) {
            return now.isBefore(until) && now.isBefore(at.plus(MOMENT));
        }
    }

    synchronized void add(Bucket bucket, Instant at, Duration wait) {
        // removed first, as a key that is put again would keep its place among the oldest
        refusals.remove(bucket.name());
        refusals.put(bucket.name(), new RecentRefusal(at, at.plus(wait)));
        if (refusals.size() > MOST) {
            refusals.remove(refusals.keySet().iterator().next());
        }
    }

    synchronized void forget(Bucket bucket) {
        refusals.remove(bucket.name());
    }

    /** How long to wait, as it was said a moment ago; nothing where the database is to be asked. */
    synchronized Optional<Duration> wait(Bucket bucket, Instant now) {
        @Nullable RecentRefusal refusal = refusals.get(bucket.name());
        return refusal != null && refusal.holds(now)
                ? Optional.of(Duration.between(now, refusal.until()))
                : Optional.empty();
    }
}
