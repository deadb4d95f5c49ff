package dev.signet.admin.integrity;

import dev.signet.base.database.Complaint;
import dev.signet.base.database.Sql;
import dev.signet.base.replica.Periodic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Seals what was committed, every now and then. Every replica does it, but one at a time. How far the chain goes is logged. */
@ApplicationScoped
class Sealing {
    private static final Logger LOG = Logger.getLogger(Sealing.class);

    /** Named as operators select it, whatever becomes of this class. */
    private static final Logger HEADS = Logger.getLogger("dev.signet.audit.chain");

    private final ChainWriter chain;
    private final TrailWatch watch;
    private final ChainTable table;
    private final Duration pause;
    private final Periodic sealings = new Periodic("signet-audit-chain", this::run);
    private final Complaint complaint =
            new Complaint(LOG, "Audit events wait to be sealed", "Audit events could not be sealed");
    private volatile double unsealed = Double.NaN;

    Sealing(ChainWriter chain, TrailWatch watch, Sql database, ChainConfig config, MeterRegistry meters) {
        this.chain = chain;
        this.watch = watch;
        this.table = database.of(ChainTable.class);
        this.pause = config.sealEvery();
        Gauge.builder("signet.audit.unsealed", this, sealing -> sealing.unsealed)
                .description("Audit events that were not part of the chain yet after the last sealing")
                .strongReference(true)
                .register(meters);
    }

    /** Last, so that a start that is refused does not leave it running. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER + 1) StartupEvent event) {
        sealings.start(pause);
    }

    /** What is left another replica seals, or the next start. */
    void stop(@Observes ShutdownEvent event) {
        sealings.stop();
    }

    /** One sealing, now. Never throws: what failed is told in the log, and tried again at the next. */
    synchronized void run() {
        // before there is anything new on top
        boolean looked = tried(watch::look);
        boolean sealed = tried(this::seal);
        boolean counted = tried(this::count);
        if (looked && sealed && counted) {
            complaint.over();
        }
    }

    private boolean tried(Runnable work) {
        try {
            work.run();
            return true;
        } catch (Throwable e) {
            complaint.of(e);
            return false;
        }
    }

    private void seal() {
        Optional<ChainWriter.Added> added;
        do {
            added = chain.add();
            added.ifPresent(this::note);
        } while (added.isPresent() && added.get().count() == ChainWriter.BATCH);
    }

    /** Also after a sealing that failed, which is when somebody looks at it. */
    private void count() {
        unsealed = QuarkusTransaction.requiringNew().call(table::countUnsealed);
    }

    private void note(ChainWriter.Added added) {
        if (added.count() > 0) {
            watch.saw(added.to());
            HEADS.infof(
                    "{\"seal\":%d,\"hash\":\"%s\"}",
                    added.to().number(), added.to().hash());
        }
    }
}
