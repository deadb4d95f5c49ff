package dev.signet.base.replica;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TcpRelay;
import dev.signet.token.key.Keys;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
class ReplicaNoticesTest {
    @Inject
    ReplicaNotices notices;

    @Inject
    Keys keys;

    @Inject
    NoticeConfig config;

    @Inject
    AgroalDataSource database;

    @Inject
    MeterRegistry meters;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @Test
    void announcementThatCommitsReachesEveryReplica() {
        try (OtherReplica other = listening()) {
            int before = other.refreshes.get();
            long heardHere = heardHere();
            QuarkusTransaction.requiringNew().run(() -> notices.announce(Topic.KEY_RING));
            SignetProcess.await(() -> other.heard() == 1 && heardHere() == heardHere + 1);
            assertThat(other.refreshes).hasValue(before + 1);
            assertThat(other.meters
                            .get("signet.notices.lag")
                            .tag("topic", "key-ring")
                            .timer()
                            .max(TimeUnit.SECONDS))
                    .isPositive()
                    .isLessThan(30);
        }
    }

    @Test
    void announcementThatRollsBackReachesNobody() {
        try (OtherReplica other = listening()) {
            var transaction = QuarkusTransaction.requiringNew();
            assertThatThrownBy(() -> transaction.run(() -> {
                        notices.announce(Topic.KEY_RING);
                        throw new IllegalStateException("rolls back");
                    }))
                    .hasMessage("rolls back");
            // PostgreSQL delivers in order: what came before this one has come.
            notifyFromElsewhere("KEY_RING 1");
            SignetProcess.await(() -> other.heard() > 0);
            assertThat(other.heard()).isEqualTo(1);
        }
    }

    @Test
    void announcementNeedsATransaction() {
        assertThatThrownBy(() -> notices.announce(Topic.KEY_RING)).isInstanceOf(TransactionalException.class);
    }

    @Test
    void refreshSeesWhatWasAnnouncedAndMayUseTransactions() {
        try (OtherReplica other = listening()) {
            List<String> seen = new ArrayList<>();
            other.notices.watch(Topic.KEY_RING, () -> QuarkusTransaction.requiringNew()
                    .run(() -> seen.add(Thread.currentThread().getName() + " " + query("select 'a row'"))));
            notifyFromElsewhere("KEY_RING 1");
            SignetProcess.await(() -> other.heard() == 1);
            assertThat(seen).containsExactly("signet-notices a row");
        }
    }

    @Test
    void noticesThatMeanNothingAreIgnored() {
        try (OtherReplica other = listening()) {
            int before = other.refreshes.get();
            for (String payload : List.of("", "KEY_RING", "KEY_RING ", "NEW_TOPIC 1", "KEY_RING x", " 1", "1")) {
                notifyFromElsewhere(payload);
            }
            notifyFromElsewhere("KEY_RING 1");
            SignetProcess.await(() -> other.heard() == 1);
            assertThat(other.refreshes).hasValue(before + 1);
        }
    }

    @Test
    void noticesThatArriveTogetherCauseFewRefreshes() {
        try (OtherReplica other = listening()) {
            int before = other.refreshes.get();
            query("select count(pg_notify('signet', 'KEY_RING ' || i))::text from generate_series(1, 1000) i");
            SignetProcess.await(() -> other.heard() == 1000);
            assertThat(other.refreshes.get() - before).isBetween(1, 100);
        }
    }

    @Test
    void terminatedChannelComesBackAndEverythingIsReadAnew() {
        try (OtherReplica other = listening()) {
            int before = other.refreshes.get();
            double reconnectsHere = reconnectsHere();
            Instant since = other.notices.state().since();
            query("select count(pg_terminate_backend(pid))::text from pg_stat_activity"
                    + " where application_name = 'signet notices'");
            SignetProcess.await(() -> other.reconnects() == 1 && other.refreshes.get() > before);
            SignetProcess.await(() -> reconnectsHere() == reconnectsHere + 1 && notices.connected());
            assertThat(other.notices.state().since()).isAfter(since);
            assertThat(other.connectedGauge()).isEqualTo(1);

            notifyFromElsewhere("KEY_RING 1");
            SignetProcess.await(() -> other.heard() == 1);
        }
    }

    @Test
    void networkThatSwallowsPacketsIsNoticedAndPolledMeanwhile() {
        URI server = URI.create(config.jdbcUrl().substring("jdbc:".length()));
        try (TcpRelay relay = new TcpRelay(server.getPort())) {
            // The URL's time-out wins over our own, for the patience of who runs tests.
            String url = "jdbc:postgresql://127.0.0.1:" + relay.port() + server.getPath() + "?socketTimeout=1";
            try (OtherReplica other = replica(Duration.ofMillis(200), url).awaitListening()) {
                relay.freeze();
                SignetProcess.await(() -> !other.notices.connected());
                assertThat(other.connectedGauge()).isZero();
                int before = other.refreshes.get();
                SignetProcess.await(() -> other.refreshes.get() > before);
                assertThat(other.notices.connected()).isFalse();
                relay.thaw();
                SignetProcess.await(other.notices::connected);
                assertThat(other.reconnects()).isPositive();
            }
        }
    }

    @Test
    void pollRefreshesWithoutAnyNotice() {
        try (OtherReplica other = replica(Duration.ofMillis(50), "jdbc:postgresql://127.0.0.1:1/nothing")) {
            SignetProcess.await(() -> other.refreshes.get() > 3);
            assertThat(other.notices.state().listening()).isFalse();
        }
        try (OtherReplica other = replica(Duration.ofMillis(50), config.jdbcUrl())) {
            SignetProcess.await(() -> other.refreshes.get() > 3 && other.notices.connected());
            assertThat(other.heard()).isZero();
        }
    }

    @Test
    void refreshThatThrowsIsLoggedOnceAndTriedAgain() {
        AtomicInteger complaints = new AtomicInteger();
        Handler handler = counting(complaints);
        Logger log = Logger.getLogger(TopicListener.class.getName());
        log.addHandler(handler);
        try (OtherReplica other = replica(Duration.ofMillis(50), config.jdbcUrl())) {
            AtomicInteger tries = new AtomicInteger();
            AtomicBoolean broken = new AtomicBoolean(true);
            other.notices.watch(Topic.KEY_RING, () -> {
                tries.incrementAndGet();
                if (broken.get()) {
                    throw new AssertionError("An error of the test, to be logged");
                }
            });
            SignetProcess.await(() -> tries.get() > 3);
            assertThat(other.notices.failing()).containsExactly(Topic.KEY_RING);
            assertThat(complaints).hasValue(1);
            broken.set(false);
            SignetProcess.await(() -> other.notices.failing().isEmpty());
            SignetProcess.await(() -> complaints.get() == 2);
        } finally {
            log.removeHandler(handler);
        }
    }

    @Test
    void addressThatIsNoneIsNotRepeatedInTheLog() {
        assertThatThrownBy(() -> NoticeConnection.open(
                        OtherReplica.settings(OtherReplica.NO_POLL, "jdbc:postgresql://x:y/z?password=hush", "a", "b")))
                .hasMessageNotContaining("hush")
                .hasMessageContaining("signet.notices.jdbc-url");
    }

    @Test
    void stopsAtOnceWhileItWaits() {
        Set<Thread> before = threads();
        OtherReplica other = listening();
        Set<Thread> its = threads();
        its.removeAll(before);
        assertThat(its).hasSize(1).allMatch(Thread::isAlive);
        other.close();
        // A thread that does not end is given up after a second.
        assertThat(its).noneMatch(Thread::isAlive);
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("signet-notices"))
                .collect(Collectors.toSet());
    }

    @Test
    void readinessTellsHowChangesAreNoticed() {
        SignetProcess.await(notices::connected);
        var check = get(ready)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .setRootPath("checks.find { it.name == 'replica notices' }");
        assertThat(check.getString("status")).isEqualTo("UP");
        assertThat(check.getString("data.channel")).isEqualTo("listening");
        assertThat(Instant.parse(check.getString("data.since")))
                .isEqualTo(notices.state().since());
    }

    private OtherReplica listening() {
        SignetProcess.await(notices::connected);
        // what is due is announced before anybody counts
        keys.refresh();
        return replica(OtherReplica.NO_POLL, config.jdbcUrl()).awaitListening();
    }

    private OtherReplica replica(Duration poll, String url) {
        return new OtherReplica(
                poll, url, config.username().orElseThrow(), config.password().orElseThrow());
    }

    private long heardHere() {
        return meters.get("signet.notices.lag").tag("topic", "key-ring").timer().count();
    }

    private double reconnectsHere() {
        return meters.get("signet.notices.reconnects").counter().count();
    }

    private void notifyFromElsewhere(String payload) {
        query("select pg_notify('signet', '" + payload + "')::text");
    }

    private String query(String sql) {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Handler counting(AtomicInteger records) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                records.incrementAndGet();
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
