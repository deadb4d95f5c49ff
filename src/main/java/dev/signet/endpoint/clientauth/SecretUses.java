package dev.signet.endpoint.clientauth;

import dev.signet.base.replica.Periodic;
import dev.signet.identity.client.ClientRepository;
import dev.signet.identity.client.ValidSecret;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** When secrets were used last: noted in memory, and written down once a minute, so that no token costs a statement. */
@ApplicationScoped
class SecretUses {
    private static final Logger LOG = Logger.getLogger(SecretUses.class);

    private final ClientRepository repository;
    private final Clock clock;
    private final Map<UUID, Instant> uses = new ConcurrentHashMap<>();
    private final Periodic writes = new Periodic("signet-secret-uses", this::writeQuietly);

    SecretUses(ClientRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        writes.start(Duration.ofMinutes(1));
    }

    void stop(@Observes ShutdownEvent event) {
        writes.stop();
        writeQuietly();
    }

    void note(ValidSecret secret) {
        uses.put(secret.id(), clock.instant());
    }

    private void writeQuietly() {
        try {
            write();
        } catch (RuntimeException e) {
            LOG.debugf("When client secrets were used is written down later: %s", e.getMessage());
        }
    }

    /** Writes down what was noted. */
    void write() {
        Map<UUID, Instant> noted = Map.copyOf(uses);
        if (!noted.isEmpty()) {
            QuarkusTransaction.requiringNew().run(() -> repository.used(noted));
            noted.forEach(uses::remove);
        }
    }
}
