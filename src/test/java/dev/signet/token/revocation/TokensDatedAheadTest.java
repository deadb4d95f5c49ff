package dev.signet.token.revocation;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.logout;
import static dev.signet.testsupport.SignetApi.me;
import static dev.signet.testsupport.SignetApi.patching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.base.protocol.TokenConfig;
import dev.signet.identity.clientcache.Clients;
import dev.signet.identity.user.PasswordAuthenticator;
import dev.signet.session.lifecycle.Sessions;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestUsers;
import dev.signet.testsupport.TokenForge;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A revocation lasts until what it revokes has expired, also where that is dated ahead of the clock. */
@QuarkusTest
class TokensDatedAheadTest {
    /** As of a replica whose clock was wrong. */
    private static final Duration AHEAD = Duration.ofHours(1);

    @Inject
    Revocations revocations;

    @Inject
    TokenConfig config;

    @Inject
    TokenForge forge;

    @Inject
    MutableClock clock;

    @Inject
    TestUsers users;

    @Inject
    Clients clients;

    @Inject
    Sessions sessions;

    @Inject
    PasswordAuthenticator authenticator;

    private String ahead(Map<String, Object> more) {
        return forge.with(claims -> {
            long issuedAt = clock.instant().plus(AHEAD).getEpochSecond();
            claims.put("iat", issuedAt);
            claims.put("exp", issuedAt + config.longestLifespan().toSeconds());
            claims.remove("sid");
            claims.putAll(more);
        });
    }

    private static void assertRevoked(String token) {
        me(token).then().statusCode(401).body("name", equalTo("TokenRevokedError"));
    }

    @Test
    void tokenThatWasDatedFarAheadStaysDeadHoweverItWasRevoked() {
        TestClient client = TestClients.confidential().create();
        String revokedByItsClient = ahead(Map.of("client_id", client.id()));
        String loggedOut = ahead(Map.of());
        String loggedOutOfItsSession = ahead(Map.of("sid", UUID.randomUUID().toString()));
        List<String> tokens = List.of(revokedByItsClient, loggedOut, loggedOutOfItsSession);
        tokens.forEach(token -> me(token).then().statusCode(200));

        OAuthApi.revoke(client, revokedByItsClient).then().statusCode(200);
        logout(loggedOut).then().statusCode(204);
        logout(loggedOutOfItsSession).then().statusCode(204);
        tokens.forEach(TokensDatedAheadTest::assertRevoked);

        clock.advance(config.longestLifespan().plus(AHEAD).minusMinutes(1));
        revocations.refresh();
        tokens.forEach(TokensDatedAheadTest::assertRevoked);
    }

    @Test
    void tokenOfAClientThatWasNarrowedInALoopNeverComesBackAfterLogOut() {
        TestClient client = TestClients.publicClient()
                .scopes("s0", "s1")
                .with("tokenLifespan", config.longestLifespan().toSeconds())
                .create();
        String admin = adminToken();
        for (int i = 0; i < 60; i++) {
            Response unused = patching(admin)
                    .header("If-Match", "*")
                    .body(Map.of("scopes", List.of("s" + i % 2)))
                    .patch("/api/admin/clients/" + client.id());
        }
        String token = sessions.open(
                        authenticator.authenticate(users.user(users.freshName()).create(), TestUsers.PASSWORD),
                        clients.find(client.id()).orElseThrow().tokens())
                .orElseThrow()
                .accessToken();
        me(token).then().statusCode(200);
        logout(token).then().statusCode(204);
        assertRevoked(token);

        clock.advance(config.longestLifespan());
        for (int seconds = 0; seconds < 360; seconds += 20) {
            revocations.refresh();
            assertThat(me(token).statusCode()).isEqualTo(401);
            clock.advance(Duration.ofSeconds(20));
        }
    }
}
