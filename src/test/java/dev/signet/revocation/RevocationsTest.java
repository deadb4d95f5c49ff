package dev.signet.revocation;

import static dev.signet.testsupport.SignetApi.me;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.signet.database.CleanUp;
import dev.signet.database.ReplicaNotices;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.oauth.TokenConfig;
import dev.signet.revocation.Revocation.Kind;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TokenForge;
import dev.signet.token.AccessTokenVerifier;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
class RevocationsTest {
    private final String id = UUID.randomUUID().toString();

    @Inject
    Revocations revocations;

    @Inject
    RevocationRepository repository;

    @Inject
    ReplicaNotices notices;

    @Inject
    TransactionSynchronizationRegistry transaction;

    @Inject
    TokenConfig config;

    @Inject
    CleanUp cleanUp;

    @Inject
    AccessTokenVerifier verifier;

    @Inject
    TokenForge forge;

    @Inject
    MutableClock clock;

    @Inject
    MeterRegistry meters;

    @Inject
    AgroalDataSource database;

    @Inject
    Session session;

    @Test
    void revokedTokenIsRefusedAtTheNextRequest() throws JwtRejectedException {
        String token = forge.with(claims -> claims.put("jti", id));
        me(token).then().statusCode(200);
        commit(() -> revocations.revokeToken(id));
        assertRevoked(token);
        assertThat(verifier.verifyIgnoringRevocation(token)).containsEntry("jti", id);
    }

    @Test
    void revokedSessionTakesAllItsTokensAlong() {
        String one = forge.with(claims -> claims.put("sid", id));
        String other = forge.with(claims -> claims.put("sid", id));
        me(one).then().statusCode(200);
        commit(() -> revocations.revokeSession(id));
        assertRevoked(one);
        assertRevoked(other);
        assertRevoked(forge.with(claims -> claims.put("sid", id)));
    }

    @Test
    void subjectsTokensAreDeadUpToTheSecondOfTheCutoffAndAliveFromTheNext() {
        Instant cutoff = clock.instant();
        String before = subjectsToken(cutoff.minusSeconds(1));
        String sameSecond = subjectsToken(cutoff);
        String after = subjectsToken(cutoff.plusSeconds(1));
        me(before).then().statusCode(200);
        commit(() -> revocations.revokeSubject(id, cutoff));
        assertRevoked(before);
        assertRevoked(sameSecond);
        me(after).then().statusCode(200);
    }

    @Test
    void severalSessionsAreRevokedTogetherEvenWhenOneIsNamedTwice() {
        String other = UUID.randomUUID().toString();
        commit(() -> revocations.revokeSessions(List.of(id, other, id)));
        assertThat(isRevoked(revocations, id)).isTrue();
        assertThat(isRevoked(revocations, other)).isTrue();
        assertThat(isRevoked(restarted(), other)).isTrue();
        commit(() -> revocations.revokeSessions(List.of()));
    }

    @Test
    void refusedTokenSaysWhyBeforeItSaysThatItIsRevoked() {
        String expired = forge.with(claims -> {
            claims.put("jti", id);
            claims.put("exp", clock.instant().getEpochSecond());
        });
        commit(() -> revocations.revokeToken(id));
        me(expired).then().statusCode(401).body("name", equalTo("TokenExpiredError"));
    }

    @Test
    void rolledBackTransactionRevokesNothing() {
        long generation = revocations.generation();
        assertThatThrownBy(() -> commit(() -> {
                    revocations.revokeToken(id);
                    throw new IllegalStateException("rolls back");
                }))
                .hasMessage("rolls back");
        assertThat(isRevoked(revocations, id)).isFalse();
        assertThat(revocations.generation()).isEqualTo(generation);
        assertThat(isRevoked(restarted(), id)).isFalse();
    }

    @Test
    void revocationIsInForceWithItsCommitAndNotBefore() {
        commit(() -> {
            revocations.revokeToken(id);
            assertThat(isRevoked(revocations, id)).isFalse();
        });
        assertThat(isRevoked(revocations, id)).isTrue();
    }

    @Test
    void revokingNeedsATransaction() {
        assertThatThrownBy(() -> revocations.revokeToken(id)).isInstanceOf(TransactionalException.class);
        assertThatThrownBy(() -> revocations.revokeSubject(id, clock.instant()))
                .isInstanceOf(TransactionalException.class);
    }

    @Test
    void generationChangesWithEachRevocation() {
        long before = revocations.generation();
        commit(() -> revocations.revokeToken(id));
        assertThat(revocations.generation()).isNotEqualTo(before);
    }

    @Test
    void otherReplicaHearsOfIt() {
        Revocations other = restarted();
        commit(() -> revocations.revokeSession(id));
        SignetProcess.await(() -> isRevoked(other, id));
    }

    @Test
    void replicaThatStartsKnowsWhatWasRevokedBefore() {
        Instant cutoff = clock.instant();
        String session = UUID.randomUUID().toString();
        commit(() -> {
            revocations.revokeSubject(id, cutoff);
            revocations.revokeSession(session);
        });
        Revocations restarted = restarted();
        assertThat(restarted.isRevoked(null, null, id, cutoff)).isTrue();
        assertThat(restarted.isRevoked(null, null, id, cutoff.plusSeconds(1))).isFalse();
        assertThat(restarted.isRevoked(null, session, "", cutoff)).isTrue();
    }

    @Test
    void transactionThatBeganEarlierAndCommitsLaterIsNotMissed() {
        Revocations other = replica();
        String quick = UUID.randomUUID().toString();
        commit(() -> {
            revocations.revokeToken(id);
            commit(() -> revocations.revokeToken(quick));
            commit(other::refresh);
            assertThat(isRevoked(other, quick)).isTrue();
            assertThat(isRevoked(other, id)).isFalse();
        });
        other.refresh();
        assertThat(isRevoked(other, id)).isTrue();
    }

    @Test
    void refreshReadsOnlyWhatIsNew() {
        commit(() -> revocations.revokeToken(id));
        long now = clock.instant().getEpochSecond();
        long next = repository.read(RevocationRepository.BEGINNING, now).next();
        String later = UUID.randomUUID().toString();
        commit(() -> revocations.revokeToken(later));
        assertThat(repository.read(next, now).revocations())
                .extracting(Revocation::id)
                .contains(later)
                .doesNotContain(id);
    }

    @Test
    void databaseThatWentBackInTimeIsReadFromTheBeginning() {
        commit(() -> revocations.revokeToken(id));
        var reading = repository.read(Long.MAX_VALUE, clock.instant().getEpochSecond());
        assertThat(reading.revocations()).extracting(Revocation::id).contains(id);
        assertThat(reading.next()).isLessThan(Long.MAX_VALUE);
    }

    @Test
    void afterAFailureEverythingIsReadAnew() {
        Revocations other = replica();
        other.refresh();
        execute("insert into revocation (kind, id, until, txid) values ('token', ?, now() + interval '99 years', '3')");
        other.refresh();
        assertThat(isRevoked(other, id)).isFalse();

        assertThatThrownBy(() -> commit(() -> {
                    assertThatThrownBy(() -> session.createNativeQuery("select 1 / 0", Integer.class)
                            .getSingleResult());
                    other.refresh();
                }))
                .hasStackTraceContaining("transaction is aborted");
        other.refresh();
        assertThat(isRevoked(other, id)).isTrue();
    }

    @Test
    void laterRevocationOfASubjectReachesReplicasThatKnowTheEarlierOne() {
        Instant first = clock.instant();
        Instant second = first.plusSeconds(5);
        commit(() -> revocations.revokeSubject(id, first));
        Revocations other = restarted();
        commit(() -> revocations.revokeSubject(id, second));
        SignetProcess.await(() -> other.isRevoked(null, null, id, second));
        commit(() -> revocations.revokeSubject(id, first));
        assertThat(restarted().isRevoked(null, null, id, second)).isTrue();
    }

    @Test
    void revocationIsKeptAsLongAsATokenCanLiveAndThenSwept() {
        commit(() -> {
            revocations.revokeToken(id);
            revocations.revokeSubject(id, clock.instant().plusSeconds(60));
        });
        clock.advance(config.longestLifespan().plus(config.clockTolerance()));
        cleanUp.run();
        revocations.refresh();
        assertThat(rows()).isEqualTo(2);
        assertThat(isRevoked(revocations, id)).isTrue();

        clock.advance(Duration.ofMinutes(1).plusSeconds(1));
        cleanUp.run();
        revocations.refresh();
        assertThat(rows()).isEqualTo(1);
        assertThat(isRevoked(revocations, id)).isFalse();
        assertThat(isRevoked(restarted(), id)).isFalse();

        clock.advance(Duration.ofMinutes(1));
        cleanUp.run();
        assertThat(rows()).isZero();
        assertThat(meters.get("signet.cleanup.obsolete")
                        .tag("rows", "revocation")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void gaugeCountsWhatIsLive() {
        SimpleMeterRegistry counted = new SimpleMeterRegistry();
        Revocations other = replica();
        other.start(new StartupEvent(), counted);
        double before = live(counted);
        commit(() -> revocations.revokeSession(id));
        SignetProcess.await(() -> isRevoked(other, id));
        assertThat(live(counted)).isEqualTo(before + 1);
    }

    private static double live(MeterRegistry meters) {
        return meters.get("signet.revocations.live")
                .tag("kind", Kind.SESSION.text())
                .gauge()
                .value();
    }

    private static void commit(Runnable work) {
        QuarkusTransaction.requiringNew().run(work);
    }

    /** Another replica, or this one after a restart: it knows what it reads, and hears what is announced. */
    private Revocations restarted() {
        Revocations other = replica();
        other.start(new StartupEvent(), new SimpleMeterRegistry());
        return other;
    }

    /** Another replica that knows nothing until it is told to read. */
    private Revocations replica() {
        return new Revocations(repository, notices, transaction, clock, config);
    }

    /** Whether a token is dead that has this for its own id and its session's. */
    private static boolean isRevoked(Revocations replica, String id) {
        return replica.isRevoked(id, id, "", Instant.EPOCH);
    }

    private String subjectsToken(Instant issuedAt) {
        return forge.with(claims -> {
            claims.put("sub", id);
            claims.put("iat", issuedAt.getEpochSecond());
        });
    }

    private static void assertRevoked(String token) {
        me(token)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\", error_description=\"jwt revoked\"")
                .body("type", equalTo("urn:signet:problem:invalid-token"))
                .body("name", equalTo("TokenRevokedError"))
                .body("message", equalTo("jwt revoked"))
                .body("detail", not(equalTo("")));
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

    private long rows() {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select count(*) from revocation where id = ?")) {
            query.setString(1, id);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
