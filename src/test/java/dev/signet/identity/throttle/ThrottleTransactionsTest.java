package dev.signet.identity.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.base.problem.UnavailableException;
import dev.signet.testsupport.SignetProcess;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ThrottleTransactionsTest {
    @Test
    void soManyBeginAtOnceSoManyWaitAndTheOthersAreTurnedAway() throws Exception {
        ThrottleTransactions two = new ThrottleTransactions(2, Duration.ofMinutes(5));
        AtomicBoolean mayEnd = new AtomicBoolean();
        AtomicInteger begun = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                calls.add(threads.submit(() -> two.call(() -> {
                    begun.incrementAndGet();
                    SignetProcess.await(mayEnd::get);
                    return true;
                })));
            }
            SignetProcess.await(() -> begun.get() == 2);
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < ThrottleTransactions.MOST_WAITING; i++) {
                waiting.add(threads.submit(() -> two.call(begun::incrementAndGet)));
            }
            SignetProcess.await(() -> two.waiting() == ThrottleTransactions.MOST_WAITING
                    || waiting.stream().anyMatch(Future::isDone));
            assertThatThrownBy(() -> two.call(begun::incrementAndGet)).isInstanceOf(UnavailableException.class);
            assertThat(begun).hasValue(2);
            mayEnd.set(true);
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            mayEnd.set(true);
            threads.shutdownNow();
        }
    }
}
