package dev.signet.base.replica;

import dev.signet.base.database.Complaint;
import dev.signet.base.database.ReplicaClock;
import dev.signet.base.database.ReplicaLock;
import dev.signet.base.database.Sql;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import org.jboss.logging.Logger;

/** Carries one {@link Sweep} out: batch after batch, each a short transaction under a lock that one replica holds. */
final class Sweeper {
    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final int BATCH = 1000;

    /** So many in one turn that a backlog of a million rows is done in a few turns, and other sweeps wait seconds at most. */
    private static final int MOST_BATCHES = 200;

    private final Sweep sweep;
    private final Sql database;
    private final ReplicaClock clock;
    private final Counter removed;
    private volatile double obsolete = Double.NaN;
    private final Complaint complaint;

    Sweeper(Sweep sweep, Sql database, ReplicaClock clock, MeterRegistry meters) {
        this.sweep = sweep;
        this.database = database;
        this.clock = clock;
        complaint = new Complaint(
                LOG,
                "Clean-up of rows of kind " + sweep.rows() + " waits",
                "Clean-up of rows of kind " + sweep.rows() + " failed");
        removed = Counter.builder("signet.cleanup.removed")
                .description("Rows that were removed because they could no longer matter")
                .tag("rows", sweep.rows())
                .register(meters);
        Gauge.builder("signet.cleanup.obsolete", this, sweeper -> sweeper.obsolete)
                .description("Rows that could no longer matter and were still there after the last clean-up")
                .tag("rows", sweep.rows())
                .strongReference(true)
                .register(meters);
    }

    /** Never throws: what failed is tried again next time, and complained of only once. */
    synchronized void run() {
        try {
            removeAll();
            obsolete = QuarkusTransaction.requiringNew().call(sweep.obsolete()::getAsLong);
            if (complaint.over()) {
                LOG.infof("Clean-up of rows of kind %s works again", sweep.rows());
            }
        } catch (Throwable e) {
            // Whatever it is: a scheduled task that throws is never run again.
            complaint.of(e);
        }
    }

    private void removeAll() {
        int count = BATCH;
        for (int batches = 0; count == BATCH && batches < MOST_BATCHES; batches++) {
            count = QuarkusTransaction.requiringNew().call(this::removeSome);
            removed.increment(count);
        }
    }

    /** None while another replica is at it, or our clock cannot be trusted. */
    private int removeSome() {
        return clock.compare().agree() && database.tryHold(ReplicaLock.CLEAN_UP)
                ? sweep.remove().applyAsInt(BATCH)
                : 0;
    }
}
