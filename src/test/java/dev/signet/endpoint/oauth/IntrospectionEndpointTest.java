package dev.signet.endpoint.oauth;

import static dev.signet.testsupport.OAuthApi.INTROSPECT;
import static dev.signet.testsupport.OAuthApi.accessToken;
import static dev.signet.testsupport.OAuthApi.assertRefused;
import static dev.signet.testsupport.OAuthApi.by;
import static dev.signet.testsupport.OAuthApi.form;
import static dev.signet.testsupport.OAuthApi.introspect;
import static dev.signet.testsupport.OAuthApi.revoke;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.logout;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.signet.base.protocol.OAuthError;
import dev.signet.identity.clientcache.Clients;
import dev.signet.identity.user.PasswordAuthenticator;
import dev.signet.session.lifecycle.Sessions;
import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestServer;
import dev.signet.testsupport.TestUsers;
import dev.signet.testsupport.TokenForge;
import dev.signet.token.TokenResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
class IntrospectionEndpointTest {
    @Inject
    TestUsers users;

    @Inject
    TokenForge forge;

    @Inject
    Clients clients;

    @Inject
    Sessions sessions;

    @Inject
    PasswordAuthenticator authenticator;

    @Inject
    MeterRegistry meters;

    private final String name = "introspected-" + java.util.UUID.randomUUID();

    @Test
    void resourceServerLearnsWhatATokenSays() {
        String token = logIn().accessToken();
        introspect(resourceServer(), token)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("active", equalTo(true))
                .body("token_type", equalTo("Bearer"))
                .body("username", equalTo(name))
                .body("client_id", equalTo("signet"))
                .body("scope", equalTo("api"))
                .body("iss", equalTo(TestServer.ISSUER))
                .body("aud", equalTo("signet"))
                .body("$", hasKey("sub"))
                .body("$", hasKey("exp"))
                .body("$", hasKey("iat"))
                .body("$", hasKey("jti"))
                .body("$", hasKey("groups"));
    }

    @Test
    void tokenOfAClientHasNoUsername() {
        TestClient client = TestClients.confidential().create();
        introspect(client, accessToken(client))
                .then()
                .body("active", equalTo(true))
                .body("sub", equalTo(client.id()))
                .body("$", not(hasKey("username")));
    }

    @Test
    void claimsOfSomebodysOwnDoNotPassForOurs() {
        String token = forge.with(claims -> {
            claims.put("active", false);
            claims.put("username", "root");
            claims.put("token_type", "N_A");
        });
        introspect(resourceServer(), token)
                .then()
                .body("active", equalTo(true))
                .body("username", equalTo("forged"))
                .body("token_type", equalTo("Bearer"));
    }

    @Test
    void whoseAudienceItIsNotLearnsNothing() {
        TestClient elsewhere =
                TestClients.confidential().audiences("https://orders.example").create();
        assertInactive(introspect(elsewhere, logIn().accessToken()));
        introspect(elsewhere, accessToken(elsewhere)).then().body("active", equalTo(true));
        assertInactive(introspect(resourceServer(), accessToken(elsewhere)));
    }

    @Test
    void whatIsNoGoodTokenIsInactiveAndNothingElse() {
        TestClient server = resourceServer();
        Tokens tokens = logIn();
        String token = tokens.accessToken();
        String expired = forge.with(claims -> claims.put("exp", 1));
        for (String text : List.of(
                "garbage",
                "a.b.c",
                "....",
                "\u0000",
                token + "x",
                token.substring(0, token.length() - 2),
                expired,
                "srt1_",
                "srt1_AAAA",
                "x".repeat(20_000))) {
            assertInactive(introspect(server, text));
        }
        logout(token).then().statusCode(204);
        double before = revoked();
        assertInactive(introspect(server, token));
        assertThat(revoked()).isEqualTo(before + 1);
        assertInactive(introspect(server, tokens.refreshToken()));
    }

    @Test
    void refreshTokenIsKnownToItsOwnClientOnlyWhichIsPublicHere() {
        assertInactive(introspect(resourceServer(), logIn().refreshToken()));
    }

    /** Sessions of other clients than the built-in one come with the authorization code. */
    @Test
    void clientLearnsWhatARefreshTokenOfItsOwnIsGoodFor() {
        TestClient client = TestClients.confidential()
                .with("grants", List.of("refresh_token"))
                .scopes("read", "write")
                .create();
        users.user(name).create();
        TokenResponse first = sessions.open(
                        authenticator.authenticate(name, TestUsers.PASSWORD),
                        clients.find(client.id()).orElseThrow().tokens())
                .orElseThrow();
        TestClients.change(client, Map.of("scopes", List.of("read", "more")));
        introspect(client, first.refreshToken())
                .then()
                .body("active", equalTo(true))
                .body("client_id", equalTo(client.id()))
                .body("username", equalTo(name))
                .body("scope", equalTo("read"))
                .body("$", hasKey("exp"))
                .body("$", not(hasKey("token_type")));
        assertInactive(introspect(resourceServer(), first.refreshToken()));
        Response next = by(client)
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", first.refreshToken())
                .post(OAuthApi.TOKEN);
        next.then().statusCode(200).body("scope", equalTo("read"));
        String successor = next.path("refresh_token");
        introspect(client, successor).then().body("active", equalTo(true));
        revoke(client, successor).then().statusCode(200);
        assertInactive(introspect(client, successor));
    }

    @Test
    void nobodyAsksWithoutProof() {
        String token = logIn().accessToken();
        assertRefused(form().formParam("token", token).post(INTROSPECT), OAuthError.INVALID_CLIENT);
        assertRefused(
                form().formParam("token", token)
                        .formParam("client_id", "signet")
                        .post(INTROSPECT),
                OAuthError.INVALID_CLIENT);
        assertRefused(
                form().header("Authorization", "Bearer " + token)
                        .formParam("token", token)
                        .post(INTROSPECT),
                OAuthError.INVALID_CLIENT);
    }

    @Test
    void tokenMustBeSentAndHintsAreIgnored() {
        TestClient server = resourceServer();
        assertRefused(by(server).formParam("x", "y").post(INTROSPECT), OAuthError.INVALID_REQUEST);
        for (String hint : List.of("access_token", "refresh_token", "pineapple")) {
            by(server)
                    .formParam("token", logIn().accessToken())
                    .formParam("token_type_hint", hint)
                    .post(INTROSPECT)
                    .then()
                    .body("active", equalTo(true));
        }
    }

    private Tokens logIn() {
        if (users.row(name) == null) {
            users.user(name).create();
        }
        return tokens(login(name, TestUsers.PASSWORD));
    }

    private double revoked() {
        return meters.counter("signet.tokens.rejected", "door", "introspection", "check", "revoked")
                .count();
    }

    private static TestClient resourceServer() {
        return TestClients.confidential().create();
    }

    private static void assertInactive(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo("{\"active\":false}");
    }
}
