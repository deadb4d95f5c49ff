package dev.signet.token.key;

import dev.signet.token.keystore.SigningKey;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while a key that signs, or will sign next, cannot be read. */
@Readiness
@ApplicationScoped
@NonBlocking
class KeyReadiness implements HealthCheck {
    private final Keys keys;

    KeyReadiness(Keys keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> damaged = keys.ring().published().stream()
                .filter(SigningKey::damaged)
                .map(SigningKey::kid)
                .toList();
        var response = HealthCheckResponse.named("signing keys").status(damaged.isEmpty());
        return (damaged.isEmpty() ? response : response.withData("damaged", String.join(" ", damaged))).build();
    }
}
