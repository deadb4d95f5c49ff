package dev.signet.admin.auditlog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What is counted before it is reported. */
@ConfigMapping(prefix = "signet.audit")
interface AuditConfig {
    /** How long what anybody may cause is counted before it is one event for each source: one second to an hour. */
    @WithDefault("PT10S")
    @DurationMin(seconds = 1, message = "must be at least one second")
    @DurationMax(hours = 1, message = "must be at most an hour")
    Duration tallyFor();
}
