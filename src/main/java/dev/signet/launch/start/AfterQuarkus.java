package dev.signet.launch.start;

import dev.signet.launch.postgres.StartRefused;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Closes what Quarkus relies on, once Quarkus has stopped and however it came to that: an exit, a failed start, a signal
 * at any time, also before Quarkus was there.
 */
final class AfterQuarkus {

    private static final Logger LOG = Logger.getLogger(AfterQuarkus.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile boolean processEnds;

    /** Hooks of the JVM run side by side, Quarkus' own among them: this one waits for that. */
    void atProcessEnd() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::onProcessEnd, "signet-after-quarkus"));
    }

    /**
     * Starts something that is to be closed in the end, the last started first. A signal that arrives meanwhile waits
     * for the start, so that nothing is left running half started.
     */
    synchronized <T extends AutoCloseable> T keep(Supplier<T> start) {
        if (processEnds) {
            throw new StartRefused("Stopped before the start was complete");
        }
        T started = start.get();
        open.push(started);
        return started;
    }

    /** True once the process is on its way out: nothing should be started any more. */
    boolean processEnds() {
        return processEnds;
    }

    synchronized void closeAll() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.error("Closing failed", e);
            }
        }
    }

    private void onProcessEnd() {
        processEnds = true;
        // The manager knows the application from before it starts until it has stopped. There is no time limit, as
        // Quarkus' own hook waits for the same thing without one.
        Application application = ApplicationLifecycleManager.getCurrentApplication();
        if (application != null) {
            application.awaitShutdown();
        }
        closeAll();
    }
}
