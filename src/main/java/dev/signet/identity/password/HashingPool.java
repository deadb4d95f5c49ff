package dev.signet.identity.password;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The only threads that hash passwords, and a queue of limited length before them: a flood of log-ins can fill these, but
 * nothing else, and they give way to whatever else is to be done. Who finds the queue full is turned away at once.
 */
final class HashingPool implements AutoCloseable {
    private final ThreadPoolExecutor executor;
    private final Counter shed;

    /**
     * @param threads how many hash at the same time, at least 1
     * @param queue how many may wait, at least 1
     */
    HashingPool(int threads, int queue, MeterRegistry meters) {
        BlockingQueue<Runnable> places = new ArrayBlockingQueue<>(queue);
        AtomicInteger number = new AtomicInteger();
        executor = new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, places, work -> {
            Thread thread = new Thread(LowPriority.giveWay(work), "argon2-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        shed = Counter.builder("signet.password.shed")
                .description("Passwords not hashed because too many were waiting")
                .register(meters);
        Gauge.builder("signet.password.queue", places, BlockingQueue::size)
                .description("Passwords waiting to be hashed")
                .strongReference(true)
                .register(meters);
    }

    /**
     * Does the work on a thread of the pool and waits for its result.
     *
     * @throws HashingOverloadedException if the queue is full, or the pool closed
     * @throws CancellationException if the waiting thread was interrupted (and still is when this is thrown) or the pool
     *     closed; work that had not begun never will
     */
    <T> T run(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            throw shed();
        }
        return await(task);
    }

    /**
     * Turns away at once who would find the queue full, before they do anything that costs.
     *
     * @throws HashingOverloadedException if it is full at this moment
     */
    void shedIfFull() {
        if (executor.getQueue().remainingCapacity() == 0) {
            throw shed();
        }
    }

    private HashingOverloadedException shed() {
        shed.increment();
        return new HashingOverloadedException();
    }

    /** Lets running work end and gives up on what waits. */
    @Override
    public void close() {
        // Whoever waits for work that is thrown out of the queue would otherwise wait for ever.
        executor.shutdownNow().forEach(work -> ((Future<?>) work).cancel(false));
    }

    private <T> T await(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            task.cancel(false);
            executor.remove(task);
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while waiting for a password to be hashed");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            // A supplier throws nothing else.
            throw (RuntimeException) e.getCause();
        }
    }
}
