package dev.signet.base.database;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while this replica's clock cannot be trusted: tokens it issues would begin and end at the wrong time. */
@Readiness
@ApplicationScoped
@NonBlocking
class ClockReadiness implements HealthCheck {
    private final ReplicaClock clock;

    ClockReadiness(ReplicaClock clock) {
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<ClockComparison> last = clock.last();
        return HealthCheckResponse.named("clock")
                .status(last.map(ClockComparison::agree).orElse(true))
                .withData(
                        "ahead-of-database",
                        last.map(ClockComparison::ahead).orElse(Duration.ZERO).toString())
                .build();
    }
}
