package dev.signet.base.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.base.database.ReplicaClock;
import dev.signet.base.database.ReplicaLock;
import dev.signet.base.database.Sql;
import dev.signet.testsupport.LogLines;
import dev.signet.testsupport.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
class CleanUpTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Inject
    Sql database;

    @Inject
    ReplicaClock agreeing;

    @Inject
    MutableClock clock;

    @Inject
    TransactionSynchronizationRegistry transaction;

    @Test
    void allThatIsObsoleteIsRemovedInBatches() {
        Heap heap = new Heap(2500);
        cleanUp(heap).run();
        assertThat(heap.size).isZero();
        assertThat(heap.batches).hasValue(3);
        assertThat(removed(heap)).isEqualTo(2500);
        assertThat(obsolete(heap)).isZero();
    }

    @Test
    void eachBatchIsATransactionOfItsOwn() {
        Heap heap = new Heap(2500);
        cleanUp(heap).run();
        assertThat(heap.transactions).hasSize(3);
    }

    @Test
    void whatWasRemovedBeforeAFailureIsCounted() {
        Heap heap = new Heap(1500);
        heap.breakAtBatch = 2;
        cleanUp(heap).run();
        assertThat(removed(heap)).isEqualTo(1000);
    }

    @Test
    void endlessBacklogIsLeftForTheNextTurn() {
        Heap heap = new Heap(1_000_000);
        cleanUp(heap).run();
        assertThat(heap.batches).hasValue(200);
        assertThat(obsolete(heap)).isEqualTo(800_000);
    }

    @Test
    void whileAnotherReplicaCleansUpThisOneOnlyCounts() {
        Heap heap = new Heap(10);
        QuarkusTransaction.requiringNew().run(() -> {
            assertThat(database.tryHold(ReplicaLock.CLEAN_UP)).isTrue();
            cleanUp(heap).run();
        });
        assertThat(heap.size).isEqualTo(10);
        assertThat(obsolete(heap)).isEqualTo(10);
        cleanUp(heap).run();
        assertThat(heap.size).isZero();
    }

    @Test
    void replicaWhoseClockIsWrongRemovesNothing() {
        Heap heap = new Heap(10);
        ReplicaClock wrong = new ReplicaClock(database, clock, () -> Duration.ofSeconds(-1));
        new CleanUp(List.of(heap.sweep()), database, wrong, meters, () -> Duration.ofDays(1)).run();
        assertThat(heap.size).isEqualTo(10);
    }

    @Test
    void sweepThatFailsIsLoggedOnceTriedAgainAndKeepsNoOtherFromWorking() {
        Heap broken = new Heap(10);
        broken.failure = new IllegalStateException("broken");
        Heap sound = new Heap(10);
        CleanUp cleanUp = cleanUp(broken, sound);
        try (LogLines log = new LogLines(Sweeper.class.getName())) {
            cleanUp.run();
            cleanUp.run();
            assertThat(log.with("failed")).hasSize(1);
            assertThat(sound.size).isZero();
            assertThat(obsolete(broken)).isNaN();

            broken.failure = null;
            cleanUp.run();
            assertThat(broken.size).isZero();
            assertThat(log.with("works again")).hasSize(1);
        }
    }

    @Test
    void outageIsOneLineWithoutAStackTrace() {
        Heap heap = new Heap(10);
        heap.failure = new IllegalStateException(new SQLException("Connection refused", "08001"));
        try (LogLines log = new LogLines(Sweeper.class.getName())) {
            cleanUp(heap).run();
            assertThat(log.with("waits")).hasSize(1);
            assertThat(log.with("failed")).isEmpty();
        }
    }

    @Test
    void cleansUpByItselfUntilItIsStopped() throws InterruptedException {
        Heap heap = new Heap(0);
        heap.turns = new CountDownLatch(3);
        CleanUp cleanUp = new CleanUp(List.of(heap.sweep()), database, agreeing, meters, () -> Duration.ofMillis(1));
        cleanUp.start(new StartupEvent());
        assertThat(heap.turns.await(90, TimeUnit.SECONDS)).isTrue();
        cleanUp.stop(new ShutdownEvent());
        int turns = heap.batches.get();
        cleanUp.run();
        assertThat(heap.batches).hasValue(turns + 1);
    }

    private CleanUp cleanUp(Heap... heaps) {
        return new CleanUp(
                Stream.of(heaps).map(Heap::sweep).toList(), database, agreeing, meters, () -> Duration.ofDays(1));
    }

    private double removed(Heap heap) {
        return meters.get("signet.cleanup.removed")
                .tag("rows", heap.name)
                .counter()
                .count();
    }

    private double obsolete(Heap heap) {
        return meters.get("signet.cleanup.obsolete")
                .tag("rows", heap.name)
                .gauge()
                .value();
    }

    /** Rows of nothing: a number that becomes smaller. */
    private final class Heap {
        private final String name = "heap-" + UUID.randomUUID();
        private final Set<Object> transactions = new HashSet<>();
        private long size;
        private final AtomicInteger batches = new AtomicInteger();
        private int breakAtBatch;
        private RuntimeException failure;
        private CountDownLatch turns = new CountDownLatch(0);

        Heap(long size) {
            this.size = size;
        }

        Sweep sweep() {
            return new Sweep(name, Set.of(), this::remove, this::obsolete);
        }

        private int remove(int atMost) {
            transactions.add(transaction.getTransactionKey());
            turns.countDown();
            if (batches.incrementAndGet() == breakAtBatch || failure != null) {
                throw failure != null ? failure : new IllegalStateException("broken");
            }
            int some = (int) Math.min(atMost, size);
            size -= some;
            return some;
        }

        private long obsolete() {
            assertThat(transaction.getTransactionKey()).isNotNull();
            return size;
        }
    }
}
