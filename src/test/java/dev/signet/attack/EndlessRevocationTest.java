package dev.signet.attack;

import static dev.signet.testsupport.OAuthApi.accessToken;
import static dev.signet.testsupport.OAuthApi.revoke;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.logout;
import static dev.signet.testsupport.SignetApi.me;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.base.problem.ChangedTooOftenException;
import dev.signet.jwt.JsonWebTokens;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.SignetApi;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestUsers;
import dev.signet.token.revocation.Revocations;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who gets tokens and ends them in a loop fills neither the memory of the replicas nor the audit trail. */
@QuarkusTest
class EndlessRevocationTest {
    /** Far more than are let through, however slow the machine is. */
    private static final int MANY = 1000;

    @Inject
    Revocations revocations;

    @Inject
    TestUsers users;

    @Inject
    MutableClock clock;

    @Inject
    OwnerDatabase database;

    @Test
    void revokedTokenIsRememberedUntilItHasExpiredAndNotForADay() throws SQLException {
        TestClient client = TestClients.confidential().create();
        for (boolean byLogOut : new boolean[] {true, false}) {
            String token = accessToken(client);
            Map<String, Object> claims = claims(token);
            (byLogOut ? logout(token) : revoke(client, token)).then().statusCode(byLogOut ? 204 : 200);
            me(token).then().statusCode(401);
            long expiry = ((Number) claims.get("exp")).longValue();
            assertThat(until((String) claims.get("jti"))).isBetween(expiry + 1, expiry + 120);
        }
    }

    @Test
    void clientThatEndsTokensWithoutPauseIsHeldUpByItselfAlone() {
        TestClient client = TestClients.confidential().create();
        useUp(client);
        heldUp(client, (self, token) -> logout(token));
        heldUp(client, (self, token) -> revoke(self, token));

        TestClient other = TestClients.confidential().create();
        String token = accessToken(other);
        revoke(other, token).then().statusCode(200);
        me(token).then().statusCode(401);
    }

    /** Or a stolen token could live on because somebody with the role token-issuer wants it to. */
    @Test
    void whoMintsAndEndsTokensOfAUserWithoutPauseDoesNotHoldUpTheUser() {
        String minter = users.user(users.freshName()).roles("token-issuer").create();
        String victim = users.user(users.freshName()).create();
        String minting = SignetApi.accessToken(minter, TestUsers.PASSWORD);
        useUp(users.id(minter), "signet");
        Response minted = bearer(minting)
                .contentType(ContentType.JSON)
                .body(Map.of("claims", Map.of("sub", users.id(victim)), "audience", "elsewhere"))
                .post("/api/tokens");
        assertThat(statuses(minted.path("access_token"), minting)).contains(429);
        String stolen = SignetApi.accessToken(victim, TestUsers.PASSWORD);
        assertThat(endBySignet(stolen).statusCode()).isEqualTo(200);
        me(stolen).then().statusCode(401);
    }

    /** One is let through each five seconds. */
    private static List<Integer> statuses(String... tokens) {
        return Stream.of(tokens).map(token -> endBySignet(token).statusCode()).toList();
    }

    private static Response endBySignet(String token) {
        return OAuthApi.form()
                .formParam("client_id", "signet")
                .formParam("token", token)
                .post(OAuthApi.REVOKE);
    }

    private void useUp(TestClient client) {
        useUp(client.id(), client.id());
    }

    /** In one transaction that is undone: what is left over is the rate. */
    private void useUp(String maker, String client) {
        Instant now = clock.instant();
        QuarkusTransaction.begin();
        try {
            for (int i = 0; i < MANY; i++) {
                revocations.revokeToken(UUID.randomUUID().toString(), List.of(maker, client), now, now.plusSeconds(60));
            }
            throw new AssertionError("Nothing held it up");
        } catch (ChangedTooOftenException e) {
            // as wanted
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    /** One is let through each five seconds. */
    private static void heldUp(TestClient client, BiFunction<TestClient, String, Response> end) {
        for (int i = 0; i < 20; i++) {
            String token = accessToken(client);
            Response answer = end.apply(client, token);
            if (answer.statusCode() == 429) {
                answer.then().body("type", equalTo("urn:signet:problem:changed-too-often"));
                assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 5);
                me(token).then().statusCode(200);
                return;
            }
        }
        throw new AssertionError("Nothing held it up");
    }

    private static Map<String, Object> claims(String token) {
        return JsonWebTokens.decodeUnverified(token).orElseThrow().payload();
    }

    private long until(String jti) throws SQLException {
        try (var connection = database.connection();
                var query = connection.prepareStatement(
                        "select cast(extract(epoch from until) as bigint) from revocation where kind = 'token' and id = ?")) {
            query.setString(1, jti);
            try (var rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getLong(1);
            }
        }
    }
}
