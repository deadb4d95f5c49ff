package dev.signet.base.database;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
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
    private final Duration between;
    private @Nullable Instant since;
    private String reason = "";
    private boolean told;
    private Instant nextLine = Instant.MIN;
    private Instant nextConflictLine = Instant.MIN;

    @Inject
    OutageWatch(DataSource pool, Clock clock) {
        this(pool, clock, Duration.ofSeconds(1));
    }

    /** @param between two attempts */
    OutageWatch(DataSource pool, Clock clock, Duration between) {
        this.pool = pool;
        this.clock = clock;
        this.between = between;
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
        Optional<String> found = DatabaseOutage.reason(e);
        if (found.isPresent() && since == null) {
            begin(found.get());
        }
        return found.isPresent();
    }

    /** Reports that a transaction was ended for the sake of others, for good. */
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

    private void begin(String found) {
        since = clock.instant();
        reason = found;
        told = false;
        tell();
        tryLater();
    }

    /** At most once a minute: an outage that follows another at once is logged only if it lasts. */
    private void tell() {
        Instant now = clock.instant();
        if (!told && !now.isBefore(nextLine)) {
            told = true;
            nextLine = now.plus(BETWEEN_LINES);
            LOG.warnf("The database is not available; requests that need it are answered 503: %s", reason);
        }
    }

    private void tryLater() {
        if (!thread.isShutdown()) {
            var unused = thread.schedule(this::tryNow, between.toMillis(), TimeUnit.MILLISECONDS);
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
                tell();
                tryLater();
                return;
            }
            if (told) {
                LOG.infof("The database is available again; it was not since %s", since);
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
            LOG.debugf("The database is still not available: %s", e.getMessage());
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
