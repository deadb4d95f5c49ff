package dev.signet.throttle;

import dev.signet.http.UnavailableException;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

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

    @Inject
    ThrottleTransactions(AgroalDataSource database) {
        this(database.getConfiguration().connectionPoolConfiguration().maxSize() / PART);
    }

    ThrottleTransactions(int atOnce) {
        turns = new Semaphore(Math.max(1, atOnce), true);
    }

    /**
     * Does this in a transaction of its own.
     *
     * @throws UnavailableException 503 when there is no turn for three seconds, or too many wait for one
     */
    <T> T call(Callable<T> work) {
        takeTurn();
        try {
            return QuarkusTransaction.requiringNew().call(work);
        } finally {
            turns.release();
        }
    }

    /** As {@link #call}. */
    void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    /** How many wait for a turn. */
    int waiting() {
        return turns.getQueueLength();
    }

    private void takeTurn() {
        try {
            if (waiting() >= MOST_WAITING || !turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
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
