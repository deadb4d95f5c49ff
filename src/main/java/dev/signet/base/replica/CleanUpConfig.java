package dev.signet.base.replica;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The removal of rows that can no longer matter. */
@ConfigMapping(prefix = "signet.clean-up")
interface CleanUpConfig {
    /** How long after one clean-up the next begins, on each replica: one second to one day. */
    @WithDefault("PT1M")
    @DurationMin(seconds = 1, message = "must be at least one second")
    @DurationMax(days = 1, message = "must be at most a day")
    Duration every();
}
