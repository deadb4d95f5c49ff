package dev.signet.base.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How far clocks may be apart. */
@ConfigMapping(prefix = "signet")
public interface ReplicaClockConfig {
    /**
     * By how much the clock of a replica may differ from the database's: one second to half a minute, which the schedule of
     * the keys allows for. Further apart, the replica is not ready, and does nothing that is due by the time.
     */
    @WithDefault("PT5S")
    @DurationMin(seconds = 1, message = "must be at least a second")
    @DurationMax(seconds = 30, message = "must be at most 30 seconds")
    Duration clockDifference();
}
