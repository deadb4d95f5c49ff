package dev.signet.base.problem;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How often each of many may do something: so many times at once, then once an interval (the generic cell rate algorithm). As this
 * replica knows it, and as far as it remembers: of more than ten thousand, those that do little are forgotten first.
 */
public final class LocalRateLimit {
    private static final int MOST_REMEMBERED = 10_000;

    private final Duration burst;
    private final Duration interval;
    private final Clock clock;

    /** When all that each has taken will have come back. */
    private final Cache<Object, Instant> arrivals = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            // no pool that others may have filled
            .executor(Runnable::run)
            .build();

    /**
     * Nobody has done anything yet.
     *
     * @param burst at least 1
     */
    public LocalRateLimit(int burst, Duration interval, Clock clock) {
        this.burst = interval.multipliedBy(burst);
        this.interval = interval;
        this.clock = clock;
    }

    /**
     * Counts one more, where that is within the pace.
     *
     * @return how long to wait otherwise; zero where it was counted
     */
    public Duration take(Object who) {
        Instant now = clock.instant();
        Duration[] wait = {Duration.ZERO};
        arrivals.asMap().compute(who, (any, arrival) -> {
            Instant next = (arrival == null || arrival.isBefore(now) ? now : arrival).plus(interval);
            Duration over = Duration.between(now.plus(burst), next);
            if (over.isNegative() || over.isZero()) {
                return next;
            }
            wait[0] = over;
            return arrival;
        });
        return wait[0];
    }
}
