package dev.signet.identity.throttle;

import dev.signet.base.problem.UnavailableException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The short transactions in which attempts are counted. They wait for each other's rows, so a quarter of the database
 * connections at most is theirs, and the others are for everybody else, also while the table of the throttle is locked. An
 * attempt that waits for its turn holds no connection.
 */
@ApplicationScoped
class ThrottleTransactions {
    private static final int PART = 4;

    /** Half of the worker threads that Quarkus has at least: each that waits holds one. */
    static final int MOST_WAITING = 100;

    /** As long as anybody waits for a connection ({@code quarkus.datasource.jdbc.acquisition-timeout}). */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Semaphore turns;
    private final Duration patience;

    @Inject
    ThrottleTransactions(AgroalDataSource database) {
        this(database.getConfiguration().connectionPoolConfiguration().maxSize() / PART, PATIENCE);
    }

    ThrottleTransactions(int atOnce, Duration patience) {
        this.patience = patience;
        turns = new Semaphore(Math.max(1, atOnce), true);
    }

    /**
     * Does this outside of any transaction: each statement is one of its own.
     *
     * @throws UnavailableException 503 when there is no turn for three seconds, or too many wait for one
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    <T> T call(Supplier<T> work) {
        if (waiting() >= MOST_WAITING) {
            throw unavailable();
        }
        return inTurn(work);
    }

    /** As {@link #call}, for an attempt that was begun: it is not turned away because many others wait to begin. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    void end(Runnable work) {
        inTurn(() -> {
            work.run();
            return true;
        });
    }

    private <T> T inTurn(Supplier<T> work) {
        takeTurn();
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    /** How many wait for a turn. */
    int waiting() {
        return turns.getQueueLength();
    }

    private void takeTurn() {
        try {
            if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw unavailable();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
    }

    private static UnavailableException unavailable() {
        return new UnavailableException("Too many log-ins are waiting for the database.", Duration.ofSeconds(1));
    }
}
