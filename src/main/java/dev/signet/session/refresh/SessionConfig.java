package dev.signet.session.refresh;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
     * For how long a refresh token that was exchanged may be presented again, by a client that lost the answer, while the
     * successor was not used: up to an hour. With zero, every token that is presented again ends its session.
     */
    @WithDefault("PT10M")
    @DurationMin(message = "must not be negative")
    @DurationMax(hours = 1, message = "must be at most an hour")
    Duration refreshGrace();

    /**
     * In how many successive generations of a session's refresh tokens a token may be presented again: 1 to 10. A thief who
     * presents each token that its owner presents is noticed one generation later.
     */
    @WithDefault("1")
    @Min(value = 1, message = "must be at least 1") @Max(value = 10, message = "must be at most 10") int refreshRepeats();
}
