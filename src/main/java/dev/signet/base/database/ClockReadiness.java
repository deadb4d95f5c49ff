package dev.signet.base.database;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;
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
        ReplicaClock.Comparison last = clock.last();
        return HealthCheckResponse.named("clock")
                .status(last.agree())
                .withData("ahead-of-database", last.ahead().toString())
                .build();
    }
}
