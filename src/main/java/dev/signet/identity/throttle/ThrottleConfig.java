package dev.signet.identity.throttle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * How often a log-in may fail before the next is answered 429. Each rate is a burst, 1 to 100000 at once, and then one an
 * interval, a millisecond to an hour. Log-ins that are still being checked count as failed, so a burst is also the number of
 * log-ins at the same time. {@link ThrottleLimits} has what nobody configures.
 */
@ConfigMapping(prefix = "signet.login.throttle")
interface ThrottleConfig {
    /** From one address (IPv6: from one /64), whatever the account; generous, as a whole company may share one. */
    @WithDefault("100")
    @Min(value = 1, message = "must be at least 1") @Max(value = 100_000, message = "must be at most 100000") int addressBurst();

    /** The interval that goes with it. */
    @WithDefault("PT5S")
    @DurationMin(millis = 1, message = "must be at least a millisecond")
    @DurationMax(hours = 1, message = "must be at most an hour")
    Duration addressInterval();

    /** At one account, from one address: alike for every account and address, or the difference would tell who logs in from it. */
    @WithDefault("10")
    @Min(value = 1, message = "must be at least 1") @Max(value = 100_000, message = "must be at most 100000") int accountAtAddressBurst();

    /** The interval that goes with it. */
    @WithDefault("PT1M")
    @DurationMin(millis = 1, message = "must be at least a millisecond")
    @DurationMax(hours = 1, message = "must be at most an hour")
    Duration accountAtAddressInterval();

    /**
     * For how long after a log-in its user is taken to come from its address: nothing to a year. Longer than sessions last,
     * or a user who comes back when a session is over is a stranger.
     */
    @WithDefault("P180D")
    @DurationMin(message = "must not be negative")
    @DurationMax(days = 365, message = "must be at most a year")
    Duration familiarFor();
}
