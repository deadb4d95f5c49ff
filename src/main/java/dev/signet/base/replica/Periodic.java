package dev.signet.base.replica;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Work that is repeated in a thread of its own, with the same pause after each time. */
public final class Periodic {
    private static final Logger LOG = Logger.getLogger(Periodic.class);
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final String name;
    private final Runnable work;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(this::thread);

    /**
     * @param name of the thread
     * @param work tells of its own failures; the next time comes whatever it throws
     */
    public Periodic(String name, Runnable work) {
        this.name = name;
        this.work = work;
    }

    /** The first time is after one pause. */
    public void start(Duration pause) {
        var unused =
                thread.scheduleWithFixedDelay(this::run, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** No other time; one that is under way has a second to end. */
    public void stop() {
        thread.shutdown();
        try {
            boolean unused = thread.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            work.run();
        } catch (Throwable e) {
            // An executor never runs again what has thrown.
            LOG.errorf(e, "%s failed and is tried again", name);
        }
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
