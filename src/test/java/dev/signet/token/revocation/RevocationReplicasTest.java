package dev.signet.token.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TestDatabase;
import dev.signet.token.revocation.Revocation.Kind;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What replicas know of each other's revocations, whenever they start and in whatever order transactions commit. */
@QuarkusTest
@NullUnmarked
class RevocationReplicasTest {
    private final String id = UUID.randomUUID().toString();

    @Inject
    Replicas replicas;

    @Inject
    Revocations revocations;

    @Inject
    RevocationRepository repository;

    @Inject
    MutableClock clock;

    @Inject
    AgroalDataSource database;

    @Inject
    TestDatabase sql;

    @Test
    void otherReplicaHearsOfIt() {
        Revocations other = replicas.started();
        commit(() -> revocations.revokeSessions(List.of(id), clock.instant()));
        SignetProcess.await(() -> Replicas.isRevoked(other, id));
    }

    @Test
    void replicaThatStartsKnowsWhatWasRevokedBefore() {
        Instant cutoff = clock.instant();
        String session = UUID.randomUUID().toString();
        commit(() -> {
            revocations.revokeSubject(id, cutoff);
            revocations.revokeSessions(List.of(session), clock.instant());
        });
        Revocations restarted = replicas.started();
        assertThat(restarted.isRevoked(null, null, id, null, cutoff)).isTrue();
        assertThat(restarted.isRevoked(null, null, id, null, cutoff.plusSeconds(1)))
                .isFalse();
        assertThat(restarted.isRevoked(null, session, "", null, cutoff)).isTrue();
    }

    @Test
    void transactionThatBeganEarlierAndCommitsLaterIsNotMissed() {
        Revocations other = replicas.unread();
        String quick = UUID.randomUUID().toString();
        commit(() -> {
            revocations.revokeToken(
                    id, List.of(id), clock.instant(), clock.instant().plus(Duration.ofDays(1)));
            commit(() -> revocations.revokeToken(
                    quick, List.of(quick), clock.instant(), clock.instant().plus(Duration.ofDays(1))));
            commit(other::refresh);
            assertThat(Replicas.isRevoked(other, quick)).isTrue();
            assertThat(Replicas.isRevoked(other, id)).isFalse();
        });
        other.refresh();
        assertThat(Replicas.isRevoked(other, id)).isTrue();
    }

    @Test
    void refreshReadsOnlyWhatIsNew() {
        commit(() -> revocations.revokeToken(
                id, List.of(id), clock.instant(), clock.instant().plus(Duration.ofDays(1))));
        // Again and again only because some other transaction may be under way just now.
        SignetProcess.await(() -> !readFrom(next()).contains(id));
        long next = next();
        String later = UUID.randomUUID().toString();
        commit(() -> revocations.revokeToken(
                later, List.of(later), clock.instant(), clock.instant().plus(Duration.ofDays(1))));
        assertThat(readFrom(next)).contains(later).doesNotContain(id);
    }

    @Test
    void databaseThatWentBackInTimeIsReadFromTheBeginning() {
        commit(() -> revocations.revokeToken(
                id, List.of(id), clock.instant(), clock.instant().plus(Duration.ofDays(1))));
        assertThat(readFrom(Long.MAX_VALUE)).contains(id);
    }

    @Test
    void afterAFailureEverythingIsReadAnew() {
        Revocations other = replicas.unread();
        other.refresh();
        execute("insert into revocation (kind, id, until, txid) values ('token', ?, now() + interval '99 years', '3')");
        other.refresh();
        assertThat(Replicas.isRevoked(other, id)).isFalse();

        assertThatThrownBy(() -> commit(() -> {
                    assertThatThrownBy(() -> sql.one(Integer.class, "select 1 / 0"));
                    other.refresh();
                }))
                .hasStackTraceContaining("transaction is aborted");
        other.refresh();
        assertThat(Replicas.isRevoked(other, id)).isTrue();
    }

    @Test
    void laterRevocationOfASubjectReachesReplicasThatKnowTheEarlierOne() {
        Instant first = clock.instant();
        Instant second = first.plusSeconds(5);
        commit(() -> revocations.revokeSubject(id, first));
        Revocations other = replicas.started();
        commit(() -> revocations.revokeSubject(id, second));
        SignetProcess.await(() -> other.isRevoked(null, null, id, null, second));
        commit(() -> revocations.revokeSubject(id, first));
        assertThat(replicas.started().isRevoked(null, null, id, null, second)).isTrue();
    }

    @Test
    void gaugeCountsWhatIsLive() {
        SimpleMeterRegistry counted = new SimpleMeterRegistry();
        Revocations other = replicas.unread();
        other.start(new StartupEvent(), counted);
        commit(() -> revocations.revokeSessions(List.of(id), clock.instant()));
        SignetProcess.await(() -> Replicas.isRevoked(other, id));
        // again and again only because some may lapse, or be told of, just now
        SignetProcess.await(() -> {
            other.refresh();
            return live(counted) == liveInTheDatabase();
        });
        assertThat(live(counted)).isPositive();
    }

    private long liveInTheDatabase() {
        return sql.one(Long.class, "select count(*) from revocation where kind = 'session' and until > signet_now()");
    }

    private static double live(MeterRegistry meters) {
        return meters.get("signet.revocations.live")
                .tag("kind", Kind.SESSION.text())
                .gauge()
                .value();
    }

    private long next() {
        return repository.read(RevocationRepository.BEGINNING).next();
    }

    private List<String> readFrom(long from) {
        return repository.read(from).revocations().stream().map(Revocation::id).toList();
    }

    private static void commit(Runnable work) {
        QuarkusTransaction.requiringNew().run(work);
    }

    private void execute(String sql) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
