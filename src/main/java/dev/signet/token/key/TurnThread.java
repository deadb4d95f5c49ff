package dev.signet.token.key;

import dev.signet.base.database.Complaint;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Where the ring is turned when a notice or a poll says so: making a key takes longer than other notices should wait for
 * their turn.
 */
final class TurnThread implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TurnThread.class);

    private final Runnable turn;
    private final Complaint complaint =
            new Complaint(LOG, "What is due for signing keys waits", "What is due for signing keys could not be done");

    /** One turn may wait while another is under way; more would find nothing to do. */
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            TurnThread::thread,
            new ThreadPoolExecutor.DiscardPolicy());

    TurnThread(Runnable turn) {
        this.turn = turn;
    }

    void turnSoon() {
        executor.execute(this::turn);
    }

    /** What failed is tried again at the next poll, and complained of only once. */
    private void turn() {
        try {
            turn.run();
            complaint.over();
        } catch (RuntimeException e) {
            if (!executor.isShutdown()) {
                complaint.of(e);
            }
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "signet-keys");
        thread.setDaemon(true);
        return thread;
    }

    /** Lets a turn that is under way end, for a moment. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            boolean unused = executor.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
