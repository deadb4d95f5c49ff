package dev.signet.identity.throttle;

import java.time.Duration;
import java.time.Instant;

/**
 * Something of which attempts are counted.
 *
 * @param name tells nobody what it is
 * @param failures how often attempts may fail
 * @param successes how often they may succeed; counted of an account at an address only
 */
record Bucket(String name, Rate failures, Rate successes) {
    /** One of which successes are not counted. */
    Bucket(String name, Rate failures) {
        this(name, failures, failures);
    }

    /** How long to wait until one more attempt is within the rates. */
    Duration wait(ThrottleTable.Times times, Instant now) {
        Duration byFailures = failures.wait(times.tat(), now);
        Duration bySuccesses = successes.wait(times.successTat(), now);
        return byFailures.compareTo(bySuccesses) > 0 ? byFailures : bySuccesses;
    }
}
