package dev.signet.base.replica;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How replicas tell each other that something changed. */
@ConfigMapping(prefix = "signet.notices")
public interface NoticeConfig {
    /**
     * How often a replica looks for changes of which it heard nothing, and whether the channel still works: 100
     * milliseconds to one minute.
     */
    @WithDefault("PT5S")
    @DurationMin(millis = 100, message = "must be at least 100 milliseconds")
    @DurationMax(minutes = 1, message = "must be at most a minute")
    Duration poll();

    /**
     * Where the one connection that listens goes: by default where all others go. {@code LISTEN} needs a session of its
     * own, so behind a pooler that hands out connections by transaction this is the address of PostgreSQL itself.
     */
    String jdbcUrl();

    /** Who listens; by default the user of the datasource. */
    Optional<String> username();

    /** The listener's password; by default that of the datasource. */
    Optional<String> password();
}
