package dev.signet.base.database;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the database is known not to serve: also where it answers, but is read-only or has no room. */
@Readiness
@ApplicationScoped
@NonBlocking
class OutageReadiness implements HealthCheck {
    private final OutageWatch watch;

    OutageReadiness(OutageWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<Instant> since = watch.since();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("database serves").status(since.isEmpty());
        since.ifPresent(begin -> response.withData("not-since", begin.toString()));
        return response.build();
    }
}
