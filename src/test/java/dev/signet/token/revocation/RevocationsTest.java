package dev.signet.token.revocation;

import static dev.signet.testsupport.SignetApi.me;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.signet.base.protocol.TokenConfig;
import dev.signet.base.replica.CleanUp;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TokenForge;
import dev.signet.token.AccessTokenVerifier;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
class RevocationsTest {
    private final String id = UUID.randomUUID().toString();

    @Inject
    Replicas replicas;

    @Inject
    Revocations revocations;

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

    @Test
    void revokedTokenIsRefusedAtTheNextRequest() throws JwtRejectedException {
        String token = forge.with(claims -> claims.put("jti", id));
        me(token).then().statusCode(200);
        commit(() -> revocations.revokeToken(
                id, List.of(id), clock.instant(), clock.instant().plus(Duration.ofDays(1))));
        assertRevoked(token);
        assertThat(verifier.verifyIgnoringRevocation(token)).containsEntry("jti", id);
    }

    @Test
    void revokedClientTakesItsTokensAlongUpToTheCutOff() {
        Instant cutoff = clock.instant();
        String before = forge.with(claims -> claims.put("client_id", id));
        me(before).then().statusCode(200);
        commit(() -> revocations.revokeClient(id, cutoff));
        assertRevoked(before);
        String after = forge.with(claims -> {
            claims.put("client_id", id);
            claims.put("iat", cutoff.getEpochSecond() + 1);
        });
        me(after).then().statusCode(200);
    }

    @Test
    void revokedSessionTakesAllItsTokensAlong() {
        String one = forge.with(claims -> claims.put("sid", id));
        String other = forge.with(claims -> claims.put("sid", id));
        me(one).then().statusCode(200);
        commit(() -> revocations.revokeSessions(List.of(id), clock.instant()));
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
        commit(() -> revocations.revokeSessions(List.of(id, other, id), clock.instant()));
        assertThat(Replicas.isRevoked(revocations, id)).isTrue();
        assertThat(Replicas.isRevoked(revocations, other)).isTrue();
        assertThat(Replicas.isRevoked(replicas.started(), other)).isTrue();
        commit(() -> revocations.revokeSessions(List.of(), clock.instant()));
    }

    @Test
    void refusedTokenSaysWhyBeforeItSaysThatItIsRevoked() {
        String expired = forge.with(claims -> {
            claims.put("jti", id);
            claims.put("exp", clock.instant().getEpochSecond());
        });
        commit(() -> revocations.revokeToken(
                id, List.of(id), clock.instant(), clock.instant().plus(Duration.ofDays(1))));
        me(expired).then().statusCode(401).body("name", equalTo("TokenExpiredError"));
    }

    @Test
    void rolledBackTransactionRevokesNothing() {
        assertThatThrownBy(() -> commit(() -> {
                    revocations.revokeToken(
                            id, List.of(id), clock.instant(), clock.instant().plus(Duration.ofDays(1)));
                    throw new IllegalStateException("rolls back");
                }))
                .hasMessage("rolls back");
        assertThat(Replicas.isRevoked(revocations, id)).isFalse();
        assertThat(Replicas.isRevoked(replicas.started(), id)).isFalse();
    }

    @Test
    void revocationIsInForceWithItsCommitAndNotBefore() {
        commit(() -> {
            revocations.revokeToken(
                    id, List.of(id), clock.instant(), clock.instant().plus(Duration.ofDays(1)));
            assertThat(Replicas.isRevoked(revocations, id)).isFalse();
        });
        assertThat(Replicas.isRevoked(revocations, id)).isTrue();
    }

    @Test
    void revokingNeedsATransaction() {
        assertThatThrownBy(() -> revocations.revokeToken(
                        id, List.of(id), clock.instant(), clock.instant().plus(Duration.ofDays(1))))
                .isInstanceOf(TransactionalException.class);
        assertThatThrownBy(() -> revocations.revokeSubject(id, clock.instant()))
                .isInstanceOf(TransactionalException.class);
    }

    @Test
    void revocationIsKeptAsLongAsATokenCanLiveAndThenSwept() {
        // of a client that was just narrowed, tokens are dated ahead
        Duration ahead = Duration.ofSeconds(95);
        Instant expiry = clock.instant().plus(config.longestLifespan()).plus(ahead);
        commit(() -> {
            revocations.revokeToken(id, List.of(id), clock.instant(), expiry);
            revocations.revokeSubject(id, clock.instant().plusSeconds(60));
        });
        clock.advance(config.longestLifespan().plus(config.clockTolerance()).plus(ahead));
        cleanUp.run();
        revocations.refresh();
        assertThat(rows()).isEqualTo(2);
        assertThat(Replicas.isRevoked(revocations, id)).isTrue();

        clock.advance(Duration.ofMinutes(3).minus(ahead).plusSeconds(1));
        cleanUp.run();
        revocations.refresh();
        assertThat(rows()).isEqualTo(1);
        assertThat(Replicas.isRevoked(revocations, id)).isFalse();
        assertThat(Replicas.isRevoked(replicas.started(), id)).isFalse();

        clock.advance(Duration.ofMinutes(1));
        cleanUp.run();
        assertThat(rows()).isZero();
        assertThat(meters.get("signet.cleanup.obsolete")
                        .tag("rows", "revocation")
                        .gauge()
                        .value())
                .isZero();
    }

    private static void commit(Runnable work) {
        QuarkusTransaction.requiringNew().run(work);
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
