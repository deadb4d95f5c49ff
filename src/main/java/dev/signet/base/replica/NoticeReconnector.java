package dev.signet.base.replica;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps a {@link NoticeConnection} open as well as it can. For one thread, except where it says otherwise. */
final class NoticeReconnector implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(NoticeReconnector.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);

    private final NoticeConfig config;
    private final Clock clock;
    private final Counter reconnects;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable NoticeConnection channel;
    private volatile NoticeState state;
    private Duration retryAfter = FIRST_RETRY;
    private long retryAt = System.nanoTime();
    private boolean lostBefore;

    NoticeReconnector(NoticeConfig config, MeterRegistry meters, Clock clock) {
        this.config = config;
        this.clock = clock;
        state = new NoticeState(false, clock.instant());
        reconnects = Counter.builder("signet.notices.reconnects")
                .description("How often the channel for notices between replicas was lost and came back")
                .register(meters);
        Gauge.builder("signet.notices.connected", this, line -> line.state().listening() ? 1 : 0)
                .description("1 while this replica listens for notices of others, 0 while it only polls")
                .strongReference(true)
                .register(meters);
    }

    /** For any thread. */
    NoticeState state() {
        return state;
    }

    /** For any thread. */
    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Opens the channel when it is not open and it is time to try; returns whether it did. */
    boolean openIfDue() {
        if (channel != null || System.nanoTime() - retryAt < 0) {
            return false;
        }
        try {
            channel = NoticeConnection.open(config);
        } catch (SQLException | RuntimeException e) {
            lost(e);
            return false;
        }
        if (lostBefore) {
            lostBefore = false;
            reconnects.increment();
            LOG.info("Listening again for notices of other replicas");
        }
        state = new NoticeState(true, clock.instant());
        return true;
    }

    /** Waits for notices; returns early, with none, when the line is closed, lost, or about to be tried again. */
    List<Notice> await(Duration atMost) {
        NoticeConnection open = channel;
        try {
            if (open != null) {
                return open.await(atMost);
            }
            long nanos = Math.min(atMost.toNanos(), retryAt - System.nanoTime());
            boolean unused = closed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (SQLException | RuntimeException e) {
            lost(e);
        } catch (InterruptedException e) {
            // Nobody ends this thread that way; a refresh left the mark behind.
            LOG.debug("Interrupted while waiting for notices", e);
        }
        return List.of();
    }

    /** Notices that the network swallows packets. */
    void check() {
        NoticeConnection open = channel;
        try {
            if (open != null) {
                open.check();
                // Only a channel that lasts is taken up at once when it is lost.
                retryAfter = FIRST_RETRY;
            }
        } catch (SQLException | RuntimeException e) {
            lost(e);
        }
    }

    /** The database's clock, in microseconds since 1970; empty when the channel is lost. */
    OptionalLong databaseMicros() {
        NoticeConnection open = channel;
        try {
            return open == null ? OptionalLong.empty() : OptionalLong.of(open.databaseMicros());
        } catch (SQLException | RuntimeException e) {
            lost(e);
            return OptionalLong.empty();
        }
    }

    private void lost(Exception e) {
        closeChannel();
        retryAt = System.nanoTime() + retryAfter.toNanos();
        retryAfter = retryAfter.compareTo(LAST_RETRY.dividedBy(2)) < 0 ? retryAfter.multipliedBy(2) : LAST_RETRY;
        if (state.listening()) {
            state = new NoticeState(false, clock.instant());
        }
        if (!lostBefore && !isClosed()) {
            LOG.warnf(
                    "No channel for notices between replicas, so polling every %s: %s", config.poll(), e.getMessage());
        }
        lostBefore = true;
    }

    /** For any thread: ends a wait of the line's own, for good. */
    @Override
    public void close() {
        closed.countDown();
        closeChannel();
    }

    private void closeChannel() {
        NoticeConnection open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
