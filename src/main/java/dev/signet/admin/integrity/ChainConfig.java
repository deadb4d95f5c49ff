package dev.signet.admin.integrity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** When events are sealed, and how long they are kept. */
@ConfigMapping(prefix = "signet.audit")
interface ChainConfig {
    /** How long after one sealing of what was committed the next begins: 100 milliseconds to an hour. */
    @WithDefault("PT1S")
    @DurationMin(millis = 100, message = "must be at least 100 milliseconds")
    @DurationMax(hours = 1, message = "must be at most an hour")
    Duration sealEvery();

    /** How long events are kept, in whole days (UTC) after the day on which they happened; without it for ever. */
    Optional<
                    @DurationMin(days = 1, message = "must be at least a day")
                    @DurationMax(days = 36_500, message = "must be at most 36500 days") Duration>
            retention();
}
