package dev.signet.database;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database serves, as far as this replica knows. Whoever finds that it does not reports it here; from then on it is tried
 * once a second, until a page can be written. The log has one line at the beginning and one at the end, at most one such pair a minute.
 */
@ApplicationScoped
public class OutageWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OutageWatch.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final DataSource pool;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(OutageWatch::thread);
    private @Nullable Instant since;
    private boolean told;
    private Instant nextLine = Instant.MIN;
    private Instant nextConflictLine = Instant.MIN;

    OutageWatch(DataSource pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    void end(@Observes ShutdownEvent event) {
        close();
    }

    @Override
    public void close() {
        var unused = thread.shutdownNow();
    }

    /**
     * Reports that something failed.
     *
     * @return whether it was because the database cannot serve now
     */
    public synchronized boolean noticed(Throwable e) {
        Optional<String> reason = DatabaseOutage.reason(e);
        if (reason.isPresent() && since == null) {
            begin(reason.get());
        }
        return reason.isPresent();
    }

    /** Reports that a transaction was ended for the sake of others, also when it was tried again. */
    public synchronized void conflict(Throwable e) {
        Instant now = clock.instant();
        if (!now.isBefore(nextConflictLine)) {
            nextConflictLine = now.plus(BETWEEN_LINES);
            LOG.warnf("A transaction was ended for the sake of others and answered 503: %s", root(e));
        }
    }

    /** Since when the database does not serve; empty while it does. */
    synchronized Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    private void begin(String reason) {
        Instant now = clock.instant();
        since = now;
        told = !now.isBefore(nextLine);
        if (told) {
            nextLine = now.plus(BETWEEN_LINES);
            LOG.warnf("The database does not serve, requests that need it are answered 503: %s", reason);
        }
        tryLater();
    }

    private void tryLater() {
        if (!thread.isShutdown()) {
            var unused = thread.schedule(this::tryNow, 1, TimeUnit.SECONDS);
        }
    }

    /** Ends the outage if a page can be written, and looks again later otherwise. Never throws. */
    void tryNow() {
        boolean serves = serves();
        synchronized (this) {
            if (since == null) {
                return;
            }
            if (!serves) {
                tryLater();
                return;
            }
            if (told) {
                LOG.infof("The database serves again; it did not since %s", since);
            }
            since = null;
        }
    }

    /** More than a query: a standby reads, and so does a server whose disk is full. What is written is rolled back. */
    private boolean serves() {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into outage_probe values (repeat('x', 7000))");
            } finally {
                connection.rollback();
            }
            return true;
        } catch (SQLException | RuntimeException e) {
            LOG.debugf("The database still does not serve: %s", e.getMessage());
            return false;
        }
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "signet-outage");
        thread.setDaemon(true);
        return thread;
    }
}
