package dev.signet.base.replica;

import dev.signet.base.database.ReplicaClock;
import dev.signet.base.database.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;

/**
 * Removes what can no longer matter, every now and then, so that tables grow with users and not with traffic. Every replica
 * does it, but one at a time.
 */
@ApplicationScoped
public class CleanUp {
    private final List<Sweeper> sweepers;
    private final Duration pause;
    private final Periodic rounds = new Periodic("signet-clean-up", this::run);

    CleanUp(@All List<Sweep> sweeps, Sql database, ReplicaClock clock, MeterRegistry meters, CleanUpConfig config) {
        sweepers = sweeps.stream()
                .map(sweep -> new Sweeper(sweep, database, clock, meters))
                .toList();
        pause = config.every();
    }

    void start(@Observes StartupEvent event) {
        rounds.start(pause);
    }

    /** Soon, but not before a batch that is under way had a moment to end. */
    void stop(@Observes ShutdownEvent event) {
        rounds.stop();
    }

    /** One clean-up, now. Never throws: what failed is told in the log, and tried again at the next. */
    public void run() {
        sweepers.forEach(Sweeper::run);
    }
}
