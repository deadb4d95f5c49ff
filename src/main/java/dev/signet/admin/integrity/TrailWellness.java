package dev.signet.admin.integrity;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Not well while the trail is known to have been cut. Readiness does not change: taking the service away would help no user. */
@Wellness
@ApplicationScoped
@NonBlocking
class TrailWellness implements HealthCheck {
    private final TrailWatch watch;

    TrailWellness(TrailWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<ChainCut> cut = watch.cut();
        var response = HealthCheckResponse.named("audit trail").status(cut.isEmpty());
        cut.ifPresent(found -> response.withData("cut", found.id().toString())
                .withData("seen", found.seen().toString())
                .withData("seenAt", found.seenAt().toString()));
        return response.build();
    }
}
