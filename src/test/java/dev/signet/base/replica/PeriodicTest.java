package dev.signet.base.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeriodicTest {
    @Test
    void workThatFailsIsRepeatedUntilItIsStopped() throws InterruptedException {
        CountDownLatch times = new CountDownLatch(3);
        AtomicInteger count = new AtomicInteger();
        Periodic periodic = new Periodic("periodic test", () -> {
            count.incrementAndGet();
            times.countDown();
            throw new IllegalStateException("each time");
        });
        periodic.start(Duration.ofMillis(1));
        assertThat(times.await(90, TimeUnit.SECONDS)).isTrue();
        periodic.stop();
        int stopped = count.get();
        periodic.stop();
        assertThat(count).hasValue(stopped);
    }
}
