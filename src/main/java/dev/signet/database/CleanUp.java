package dev.signet.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Removes what can no longer matter, every now and then, so that tables grow with users and not with traffic. Every replica
 * does it, but one at a time.
 */
@ApplicationScoped
public class CleanUp {
    private final List<Sweeper> sweepers;
    private final long everyMillis;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(CleanUp::thread);

    CleanUp(
            @All List<Sweep> sweeps,
            EntityManager database,
            ReplicaClock clock,
            MeterRegistry meters,
            CleanUpConfig config) {
        sweepers = sweeps.stream()
                .map(sweep -> new Sweeper(sweep, database, clock, meters))
                .toList();
        everyMillis = config.every().toMillis();
    }

    void start(@Observes StartupEvent event) {
        var unused = thread.scheduleWithFixedDelay(this::run, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    /** Soon, but not before a batch that is under way had a moment to end. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        thread.shutdown();
        boolean unused = thread.awaitTermination(1, TimeUnit.SECONDS);
    }

    /** One clean-up, now. Never throws: what failed is told in the log, and tried again at the next. */
    public void run() {
        sweepers.forEach(Sweeper::run);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "signet-clean-up");
        thread.setDaemon(true);
        return thread;
    }
}
