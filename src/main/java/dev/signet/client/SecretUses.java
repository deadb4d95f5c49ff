package dev.signet.client;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** When secrets were used last: noted in memory, and written down once a minute, so that no token costs a statement. */
@ApplicationScoped
class SecretUses {
    private static final Logger LOG = Logger.getLogger(SecretUses.class);

    private final ClientRepository repository;
    private final Clock clock;
    private final Map<UUID, Instant> uses = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(SecretUses::thread);

    SecretUses(ClientRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, SecretUses self) {
        var unused = thread.scheduleWithFixedDelay(() -> writeQuietly(self), 1, 1, TimeUnit.MINUTES);
    }

    void stop(@Observes ShutdownEvent event, SecretUses self) {
        thread.shutdown();
        writeQuietly(self);
    }

    void note(ValidSecret secret) {
        uses.put(secret.id(), clock.instant());
    }

    private static void writeQuietly(SecretUses self) {
        try {
            self.write();
        } catch (RuntimeException e) {
            LOG.debugf("When client secrets were used is written down later: %s", e.getMessage());
        }
    }

    /** Writes down what was noted. */
    @Transactional
    void write() {
        Map<UUID, Instant> noted = Map.copyOf(uses);
        if (!noted.isEmpty()) {
            repository.used(noted);
            noted.forEach(uses::remove);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "signet-secret-uses");
        thread.setDaemon(true);
        return thread;
    }
}
