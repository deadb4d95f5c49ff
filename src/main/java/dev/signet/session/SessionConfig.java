package dev.signet.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Sessions: how long they last, and how refresh tokens are exchanged. */
@ConfigMapping(prefix = "signet.session")
interface SessionConfig {
    /** How long a session lasts that is not refreshed: ten minutes up to {@link #lifespan}. */
    @WithDefault("P14D")
    @DurationMin(minutes = 10, message = "must be at least ten minutes")
    Duration idleTimeout();

    /** How long a session lasts however often it is refreshed: up to two years. */
    @WithDefault("P90D")
    @DurationMax(days = 731, message = "must be at most two years")
    Duration lifespan();

    /**
     * For how long a refresh token that was exchanged may be presented again, by a client that lost the answer: up to a
     * minute. Whoever stole it may do so as well.
     */
    @WithDefault("PT10S")
    @DurationMin(message = "must not be negative")
    @DurationMax(minutes = 1, message = "must be at most a minute")
    Duration refreshGrace();
}
