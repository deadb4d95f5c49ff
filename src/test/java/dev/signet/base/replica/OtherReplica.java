package dev.signet.base.replica;

import dev.signet.testsupport.SignetProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;

/** A second replica's listening half, beside the server under test: it announces nothing, and counts its refreshes. */
@NullUnmarked
final class OtherReplica implements AutoCloseable {
    /** So long that only notices can be the cause of what a test sees. */
    static final Duration NO_POLL = Duration.ofMinutes(1);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final AtomicInteger refreshes = new AtomicInteger();
    final ReplicaNotices notices;

    OtherReplica(Duration poll, String url, String username, String password) {
        notices = new ReplicaNotices(null, settings(poll, url, username, password), meters, Clock.systemUTC());
        notices.watch(Topic.KEY_RING, refreshes::incrementAndGet);
        notices.start(new StartupEvent());
    }

    OtherReplica awaitListening() {
        SignetProcess.await(() -> notices.connected() && refreshes.get() > 0);
        return this;
    }

    /** How many notices were heard and taken in. */
    long heard() {
        return meters.get("signet.notices.lag").tag("topic", "key-ring").timer().count();
    }

    double reconnects() {
        return meters.get("signet.notices.reconnects").counter().count();
    }

    double connectedGauge() {
        return meters.get("signet.notices.connected").gauge().value();
    }

    @Override
    public void close() {
        try {
            notices.stop(new ShutdownEvent());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static NoticeConfig settings(Duration poll, String url, String username, String password) {
        return new Settings(poll, url, Optional.of(username), Optional.of(password));
    }

    private record Settings(Duration poll, String jdbcUrl, Optional<String> username, Optional<String> password)
            implements NoticeConfig {}
}
