package dev.signet.base.replica;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether this replica takes in what others change. Without the channel it does, but later; what counts is that reading the
 * state works. Asks the database nothing.
 */
@Readiness
@ApplicationScoped
class NoticeReadiness implements HealthCheck {
    private final ReplicaNotices notices;

    NoticeReadiness(ReplicaNotices notices) {
        this.notices = notices;
    }

    @Override
    public HealthCheckResponse call() {
        NoticeState state = notices.state();
        Set<Topic> failing = notices.failing();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("replica notices")
                .status(failing.isEmpty())
                .withData("channel", state.listening() ? "listening" : "polling")
                .withData("since", state.since().toString());
        if (!failing.isEmpty()) {
            response.withData("out-of-date", failing.stream().map(Topic::name).collect(Collectors.joining(",")));
        }
        return response.build();
    }
}
