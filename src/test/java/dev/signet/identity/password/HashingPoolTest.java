package dev.signet.identity.password;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.signet.testsupport.OwnThread;
import dev.signet.testsupport.SignetProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** One thread and one place in the queue. */
@Timeout(30)
class HashingPoolTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HashingPool pool = new HashingPool(1, 1, meters);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void close() {
        mayEnd.countDown();
        pool.close();
    }

    @Test
    void workIsDoneOnAThreadOfThePool() {
        assertThat(pool.run(() -> Thread.currentThread().getName())).isEqualTo("argon2-1");
    }

    /** The nineteenth value of proc(5)'s stat; the name before it may hold spaces. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void threadsOfThePoolGiveWayAndNoOthersDo() {
        assertThat(pool.run(HashingPoolTest::niceness)).isEqualTo(niceness() + LowPriority.NICENESS);
    }

    private static int niceness() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatGoesWrongInTheWorkReachesTheCaller() {
        assertThatIllegalStateException()
                .isThrownBy(() -> pool.run(() -> {
                    throw new IllegalStateException("broken");
                }));
        assertThatExceptionOfType(OutOfMemoryError.class)
                .isThrownBy(() -> pool.run(() -> {
                    throw new OutOfMemoryError("not really");
                }));
        assertThat(pool.run(() -> "still alive")).isEqualTo("still alive");
    }

    @Test
    void whoFindsTheQueueFullIsTurnedAwayWhileTheOthersFinish() throws Exception {
        CompletableFuture<String> running = occupy();
        CompletableFuture<String> waiting = inAnotherThread(() -> pool.run(() -> "waited"));
        awaitQueue(1);

        assertThatExceptionOfType(HashingOverloadedException.class).isThrownBy(() -> pool.run(() -> "never"));
        assertThat(meters.get("signet.password.shed").counter().count()).isEqualTo(1);

        mayEnd.countDown();
        assertThat(running.get(10, SECONDS)).isEqualTo("ran");
        assertThat(waiting.get(10, SECONDS)).isEqualTo("waited");
        assertThat(queued()).isZero();
        assertThat(meters.get("signet.password.shed").counter().count()).isEqualTo(1);
    }

    @Test
    void anInterruptedWaiterGivesUpItsPlaceAndItsWorkIsNeverDone() throws Exception {
        CompletableFuture<String> running = occupy();
        AtomicBoolean done = new AtomicBoolean();
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> pool.run(() -> done.getAndSet(true)));
            return Thread.currentThread().isInterrupted();
        });
        Thread waiter = new Thread(waiting);
        waiter.start();
        awaitQueue(1);

        waiter.interrupt();
        assertThat(waiting.get(10, SECONDS)).as("stays interrupted").isTrue();
        assertThat(queued()).isZero();

        mayEnd.countDown();
        assertThat(running.get(10, SECONDS)).isEqualTo("ran");
        assertThat(pool.run(() -> "next")).isEqualTo("next");
        assertThat(done).isFalse();
    }

    @Test
    void closingFreesWhoeverWaitsAndLetsRunningWorkEnd() throws Exception {
        CompletableFuture<String> running = occupy();
        CompletableFuture<String> waiting = inAnotherThread(() -> pool.run(() -> "never"));
        awaitQueue(1);

        pool.close();
        assertThat(waiting).failsWithin(Duration.ofSeconds(10));
        assertThat(running).isNotDone();
        mayEnd.countDown();
        assertThat(running.get(10, SECONDS)).isEqualTo("ran");
        assertThatExceptionOfType(HashingOverloadedException.class).isThrownBy(() -> pool.run(() -> "never"));
    }

    private CompletableFuture<String> occupy() throws InterruptedException {
        CompletableFuture<String> running = inAnotherThread(() -> pool.run(() -> {
            begun.countDown();
            awaitUninterruptibly(mayEnd);
            return "ran";
        }));
        assertThat(begun.await(10, SECONDS)).isTrue();
        return running;
    }

    private static <T> CompletableFuture<T> inAnotherThread(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, OwnThread.EXECUTOR);
    }

    /** As hashing is: no interrupt stops it. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // Once more; the pool is closing and nobody reads the flag.
            }
        }
    }

    private void awaitQueue(int length) {
        SignetProcess.await(() -> queued() == length);
    }

    private int queued() {
        return (int) meters.get("signet.password.queue").gauge().value();
    }
}
