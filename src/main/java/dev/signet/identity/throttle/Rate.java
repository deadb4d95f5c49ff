package dev.signet.identity.throttle;

import java.time.Duration;
import java.time.Instant;

/**
 * How often something may be tried: so many times at once, then once an interval. The generic cell rate algorithm (GCRA),
 * whose whole state is one time, the "theoretical arrival time": when all that was taken has come back.
 *
 * @param burst at least 1
 */
record Rate(int burst, Duration interval) {
    double seconds() {
        return interval.toMillis() / 1000.0;
    }

    /** The latest theoretical arrival time at which one more attempt is within the rate. */
    Instant latest(Instant now) {
        return now.plus(interval.multipliedBy(burst - 1L));
    }

    /**
     * Past this, a theoretical arrival time was written by a clock that was wrong: it is as far ahead as if all was taken,
     * and as far again, as clocks differ a little.
     */
    Instant plausible(Instant now) {
        return now.plus(interval.multipliedBy(2L * burst));
    }

    /** How long to wait for one more attempt. */
    Duration wait(Instant theoreticalArrival, Instant now) {
        Duration wait = Duration.between(latest(now), theoreticalArrival);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
