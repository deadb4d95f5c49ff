package dev.signet.admin.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.admin.audit.AuditMac;
import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.database.ReplicaLock;
import dev.signet.base.database.Sql;
import dev.signet.testsupport.LogLines;
import dev.signet.testsupport.SignetProcess;
import dev.signet.token.key.Keys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What shows in the chain, whatever is done to the database. */
@QuarkusTest
@NullUnmarked
class AuditIntegrityTest {
    private final String target = "chain-" + UUID.randomUUID() + "-";

    @Inject
    Keys keys;

    @Inject
    AuditLog audit;

    @Inject
    ChainWriter chain;

    @Inject
    Sql sql;

    @Inject
    AuditMac mac;

    @Inject
    Verification verification;

    @Inject
    Tampering database;

    private Sealing sealing;

    @BeforeEach
    void threeSealedEvents() {
        // so that no step of a key that is due comes between
        keys.refresh();
        database.shorten();
        sealing = replica();
        report("a");
        report("b");
        report("c");
        sealing.run();
        database.remember();
    }

    @AfterEach
    void asItWas() {
        database.undo();
        assertThat(verification.verify(Optional.empty()).broken()).isEmpty();
    }

    private TrailWatch watch() {
        return new TrailWatch(sql, audit, mac, Clock.systemUTC(), new SimpleMeterRegistry());
    }

    private Sealing replica() {
        return new Sealing(chain, watch(), sql, settings(Duration.ofHours(1)), new SimpleMeterRegistry());
    }

    @Test
    void everyEventIsSealedOnceAndInOrder() {
        Verification.Finding found = verification.verify(Optional.empty());
        assertThat(found.broken()).isEmpty();
        assertThat(found.unsealed()).isZero();
        assertThat(found.head().number() - found.start().number()).isEqualTo(events());
        assertThat(List.of(seal("b"), seal("c"))).containsExactly(seal("a") + 1, seal("a") + 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at = at + interval '1 microsecond'",
                "actor = 'somebody'",
                "actor_name = ''",
                "actor_name = 'Ada'",
                "actor_roles = '{admin}'",
                "actor_roles = '{\"\"}'",
                "action = 'test.other'",
                "target = target || ' '",
                "outcome = 'failure'",
                "address = '127.0.0.1'",
                "address = correlation_id, correlation_id = 'x'",
                "correlation_id = ''",
                "change = '{}'",
                "change = null",
            })
    void eventThatWasChangedShows(String change) {
        UUID changed = id("b");
        database.execute("update audit_event set " + change + " where id = ?", changed);
        assertThat(firstBroken()).isEqualTo(changed);
    }

    @Test
    void eventThatWasRemovedShows() {
        UUID removed = id("b");
        database.execute("delete from audit_event where target = ?", target + "b");
        assertThat(firstBroken()).isEqualTo(removed);
        database.execute("delete from audit_seal where event_id = ?", removed);
        assertThat(firstBroken()).isEqualTo(id("c"));
        database.execute("update audit_seal set number = number - 1 where event_id = ?", id("c"));
        assertThat(firstBroken()).isEqualTo(id("c"));
    }

    @Test
    void eventsThatChangedPlacesShow() {
        UUID first = id("b");
        UUID second = id("c");
        database.execute("update audit_seal set event_id = ? where event_id = ?", UUID.randomUUID(), first);
        database.execute("update audit_seal set event_id = ? where event_id = ?", first, second);
        database.execute("update audit_seal set event_id = ? where number = ?", second, seal("a") + 1);
        assertThat(firstBroken()).isEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash = reverse(hash)", "event_id = gen_random_uuid()", "number = number + 1000000"})
    void sealThatWasChangedShows(String change) {
        database.execute("update audit_seal set " + change + " where event_id = ?", id("b"));
        assertThat(broken()).isPresent();
    }

    @Test
    void eventThatWasAddedShows() {
        UUID added = add();
        assertThat(firstBroken()).isEqualTo(added);
        database.execute("insert into audit_unsealed (event_id) values (?)", added);
        sealing.run();
        assertThat(firstBroken()).isEqualTo(added);
    }

    @Test
    void eventThatWasAddedWithTheCodeOfAnotherShows() {
        report("d");
        UUID added = add();
        database.execute(
                "insert into audit_unsealed select ?, mac from audit_unsealed where event_id = ?", added, id("d"));
        sealing.run();
        assertThat(firstBroken()).isEqualTo(added);
    }

    /** Between its commit and its sealing, which a moment later would have made it good. */
    @ParameterizedTest
    @ValueSource(
            strings = {"update audit_event set outcome = 'refused' where id = ?", "delete from audit_event where id = ?"
            })
    void eventThatWasChangedOrRemovedBeforeItWasSealedShows(String statement) {
        report("d");
        UUID event = id("d");
        database.execute(statement, event);
        sealing.run();
        assertThat(firstBroken()).isEqualTo(event);
    }

    /** The limit of the chain, as docs/operations.md states it. */
    @Test
    void eventThatWasRemovedWithItsMarkBeforeItWasSealedShowsOnlyInTheLog() {
        try (LogLines log = new LogLines("dev.signet.audit")) {
            report("d");
            UUID event = id("d");
            database.execute("delete from audit_unsealed where event_id = ?", event);
            assertThat(firstBroken()).isEqualTo(event);
            database.execute("delete from audit_event where id = ?", event);
            sealing.run();
            assertThat(broken()).isEmpty();
            assertThat(log.with(event.toString())).hasSize(1);
        }
    }

    @Test
    void sealedEventThatIsMarkedAsUnsealedStopsNoSealing() {
        database.execute("insert into audit_unsealed (event_id) values (?)", id("a"));
        report("d");
        try (LogLines log = new LogLines(ChainWriter.class.getName())) {
            sealing.run();
            sealing.run();
            assertThat(log.with("marked as unsealed")).hasSize(1);
        }
        assertThat(seal("d")).isEqualTo(seal("c") + 1);
        Verification.Finding found = verification.verify(Optional.empty());
        assertThat(found.broken()).isEmpty();
        assertThat(found.unsealed()).isZero();
    }

    @Test
    void eventThatWasAddedShowsAlsoWhereAMarkMakesTheNumbersFit() {
        UUID added = add();
        database.execute("insert into audit_unsealed (event_id) values (?)", id("a"));
        assertThat(firstBroken()).isEqualTo(added);
    }

    @Test
    void endThatWasCutOffShows() {
        UUID newest = id("c");
        database.execute("delete from audit_event where id = ?", newest);
        database.execute("delete from audit_seal where event_id = ?", newest);
        assertThat(firstBroken()).isEqualTo(newest);
    }

    @Test
    void endThatWasCutOffTogetherWithTheRowThatSaysWhereItIsShowsInTheLog() {
        report("d");
        sealing.run();
        try (LogLines log = new LogLines(TrailWatch.class.getName())) {
            database.execute("delete from audit_event where target = ?", target + "d");
            database.execute("delete from audit_seal where number = (select end_number from audit_chain)");
            database.execute("delete from audit_chain");
            database.execute("insert into audit_chain select * from remembered_audit_chain");
            assertThat(broken()).isEmpty();
            sealing.run();
            sealing.run();
            assertThat(log.with("was cut")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_chain set start_number = start_number + 1",
                "update audit_chain set start_hash = end_hash",
                "update audit_chain set end_number = end_number + 1",
                "update audit_chain set end_hash = reverse(end_hash)",
                "update audit_chain set end_event = gen_random_uuid()",
                "update audit_chain set takes_over = true",
                "update audit_chain set mac = reverse(mac)",
                "delete from audit_chain",
            })
    void rowThatSaysWhereTheChainIsCannotBeForgedAndIsNotMadeGood(String statement) {
        database.execute(statement);
        report("d");
        try (LogLines log = new LogLines(Sealing.class.getName())) {
            sealing.run();
            sealing.run();
            assertThat(log.with("could not be sealed")).hasSize(1);
        }
        assertThat(verification.verify(Optional.empty()).unsealed()).isEqualTo(1);
        assertThat(broken()).isPresent();
    }

    @Test
    void transactionThatBeganEarlierAndCommitsLaterIsSealedLater() {
        commit(() -> {
            record("slow");
            report("quick");
            sealing.run();
            assertThat(seal("quick")).isEqualTo(seal("c") + 1);
            assertThat(broken()).isEmpty();
        });
        Verification.Finding between = verification.verify(Optional.empty());
        assertThat(between.broken()).isEmpty();
        assertThat(between.unsealed()).isEqualTo(1);
        sealing.run();
        assertThat(seal("slow")).isEqualTo(seal("quick") + 1);
        assertThat(broken()).isEmpty();
    }

    @Test
    void transactionThatRollsBackLeavesNothingToSeal() {
        QuarkusTransaction.begin();
        record("undone");
        QuarkusTransaction.rollback();
        assertThat(verification.verify(Optional.empty()).unsealed()).isZero();
        assertThat(id("undone")).isNull();
    }

    @Test
    void severalReplicasSealOneAfterTheOther() throws Exception {
        long before = events();
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String writer = "w" + i + "-";
            Sealing replica = replica();
            work.add(() -> {
                for (int j = 0; j < 25; j++) {
                    report(writer + j);
                    replica.run();
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
        sealing.run();
        Verification.Finding found = verification.verify(Optional.empty());
        assertThat(found.broken()).isEmpty();
        assertThat(found.unsealed()).isZero();
        assertThat(found.head().number() - found.start().number()).isEqualTo(before + 100);
    }

    @Test
    void whileAnotherReplicaSealsThisOneDoesNot() {
        report("d");
        commit(() -> {
            assertThat(sql.tryHold(ReplicaLock.AUDIT_CHAIN)).isTrue();
            sealing.run();
        });
        assertThat(seal("d")).isZero();
        sealing.run();
        assertThat(seal("d")).isEqualTo(seal("c") + 1);
    }

    @Test
    void backlogIsSealedInOneRun() {
        commit(() -> {
            for (int i = 0; i < 2 * ChainWriter.BATCH + 1; i++) {
                record("backlog");
            }
        });
        sealing.run();
        assertThat(verification.verify(Optional.empty()).unsealed()).isZero();
        assertThat(broken()).isEmpty();
    }

    @Test
    void sealingRunsByItself() throws Exception {
        report("d");
        Sealing running = new Sealing(chain, watch(), sql, settings(Duration.ofMillis(100)), new SimpleMeterRegistry());
        running.start(new StartupEvent());
        SignetProcess.await(() -> seal("d") > 0);
        running.stop(new ShutdownEvent());
    }

    @Test
    void logSaysHowFarTheChainGoes() {
        report("d");
        try (LogLines log = new LogLines("dev.signet.audit.chain")) {
            sealing.run();
            sealing.run();
            String hash = database.query("select hash from audit_seal where event_id = ?", id("d"));
            assertThat(log.with("")).containsExactly("{\"seal\":" + seal("d") + ",\"hash\":\"" + hash + "\"}");
        }
    }

    @Test
    void gaugeCountsWhatWaits() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Sealing held = new Sealing(chain, watch(), sql, settings(Duration.ofHours(1)), meters);
        report("d");
        commit(() -> {
            sql.hold(ReplicaLock.AUDIT_CHAIN);
            held.run();
        });
        assertThat(meters.get("signet.audit.unsealed").gauge().value()).isEqualTo(1);
        held.run();
        assertThat(meters.get("signet.audit.unsealed").gauge().value()).isZero();
    }

    @Test
    void gaugeCountsWhatWaitsAlsoWhereSealingFails() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Sealing failing = new Sealing(chain, watch(), sql, settings(Duration.ofHours(1)), meters);
        database.execute("update audit_chain set mac = reverse(mac)");
        report("d");
        failing.run();
        assertThat(meters.get("signet.audit.unsealed").gauge().value()).isEqualTo(1);
    }

    /** As after the migration that brought the chain; afterwards nobody passes off an event as one of those. */
    @Test
    void newChainTakesOverTheEventsThatAreOlder() {
        commit(() -> {
            for (int i = 0; i < 2 * ChainWriter.BATCH; i++) {
                record("older");
            }
        });
        database.execute("truncate audit_seal, audit_chain, audit_unsealed");
        assertThat(verification.verify(Optional.empty()).broken()).isPresent();
        // that it was cut is an event, too, and waits already
        database.execute(
                "insert into audit_unsealed (event_id) select id from audit_event on conflict (event_id) do nothing");
        assertThat(verification.verify(Optional.empty()).broken()).isEmpty();
        sealing.run();
        Verification.Finding found = verification.verify(Optional.empty());
        assertThat(found.broken()).isEmpty();
        assertThat(found.head().number()).isEqualTo(events());
        UUID added = add();
        database.execute("insert into audit_unsealed (event_id) values (?)", added);
        sealing.run();
        assertThat(firstBroken()).isEqualTo(added);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update audit_seal set hash = hash | audit_seal is append-only",
                "delete from audit_seal | audit_seal is append-only",
                "truncate audit_seal | audit_seal is append-only",
                "delete from audit_event | audit_event is append-only",
                "delete from audit_chain | audit_chain is append-only",
                "truncate audit_chain | audit_chain is append-only",
                "insert into audit_unsealed select event_id from audit_seal limit 1 | audit_unsealed follows the chain",
                "delete from audit_unsealed | audit_unsealed follows the chain",
                "update audit_unsealed set mac = null | audit_unsealed is append-only",
                "truncate audit_unsealed | audit_unsealed is append-only",
                "update audit_chain set end_number = end_number - 1 | audit_chain only goes forward",
                "update audit_chain set start_number = start_number - 1 | audit_chain only goes forward",
            })
    void databaseRefusesWhatSignetNeverDoes(String statement, String message) {
        report("d");
        assertThatThrownBy(() -> database.attempt(statement))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(message);
        assertThat(broken()).isEmpty();
    }

    private UUID add() {
        UUID added = UUID.randomUUID();
        database.execute(
                "insert into audit_event (id, at, actor, actor_roles, action, target, outcome)"
                        + " values (?, now(), 'system', '{}', 'test.report', 'x', 'success')",
                added);
        return added;
    }

    private void report(String suffix) {
        commit(() -> record(suffix));
    }

    private void record(String suffix) {
        audit.record("test.report", target + suffix, Outcome.SUCCESS, Map.of("suffix", suffix));
    }

    private static void commit(Runnable work) {
        QuarkusTransaction.requiringNew().run(work);
    }

    private Optional<ChainWalk.Break> broken() {
        return verification.verify(Optional.empty()).broken();
    }

    private UUID firstBroken() {
        return broken().orElseThrow().event();
    }

    private UUID id(String suffix) {
        String id = database.query("select id from audit_event where target = ?", target + suffix);
        return id == null ? null : UUID.fromString(id);
    }

    /** The number of an event's seal; 0 where it has none. */
    private long seal(String suffix) {
        String number = database.query(
                "select number from audit_seal join audit_event on id = event_id where target = ?", target + suffix);
        return number == null ? 0 : Long.parseLong(number);
    }

    private long events() {
        return Long.parseLong(database.query("select count(*) from audit_event"));
    }

    private static ChainConfig settings(Duration sealEvery) {
        return new Settings(sealEvery, Optional.empty());
    }

    record Settings(Duration sealEvery, Optional<Duration> retention) implements ChainConfig {}
}
