package dev.signet.endpoint.oauth;

import static dev.signet.testsupport.OAuthApi.REVOKE;
import static dev.signet.testsupport.OAuthApi.accessToken;
import static dev.signet.testsupport.OAuthApi.assertRefused;
import static dev.signet.testsupport.OAuthApi.by;
import static dev.signet.testsupport.OAuthApi.form;
import static dev.signet.testsupport.OAuthApi.revoke;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.me;
import static dev.signet.testsupport.SignetApi.refresh;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.base.protocol.OAuthError;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
class RevocationEndpointTest {
    @Inject
    TestUsers users;

    @Inject
    MutableClock clock;

    @Test
    void accessTokenIsDeadAtTheNextRequestAndItsSistersLive() {
        TestClient client = TestClients.confidential().create();
        String token = accessToken(client);
        String sister = accessToken(client);
        me(token).then().statusCode(200);
        assertDone(revoke(client, token));
        me(token).then().statusCode(401).body("message", equalTo("jwt revoked"));
        me(sister).then().statusCode(200);
        assertDone(revoke(client, token));
    }

    /** It would come to life again when its time comes. */
    @Test
    void tokenThatIsGoodOnlyLaterIsEndedToo() {
        String minter = tokens(login(
                        users.user(users.freshName()).roles("token-issuer").create(), TestUsers.PASSWORD))
                .accessToken();
        long later = clock.instant().getEpochSecond() + 3600;
        String token = bearer(minter)
                .contentType("application/json")
                .body(Map.of("claims", Map.of("nbf", later), "expiresIn", "2h"))
                .post("/api/tokens")
                .path("access_token");
        me(token).then().statusCode(401).body("message", equalTo("jwt not active"));
        assertDone(revokeAsFirstParty(token));
        clock.advance(Duration.ofMinutes(61));
        me(token).then().statusCode(401).body("message", equalTo("jwt revoked"));
    }

    @Test
    void refreshTokenTakesItsSessionAndAllItsTokensAlong() {
        Tokens first = logIn();
        Tokens second = tokens(refresh(first.refreshToken()));
        assertDone(revokeAsFirstParty(second.refreshToken()));
        me(first.accessToken()).then().statusCode(401).body("message", equalTo("jwt revoked"));
        me(second.accessToken()).then().statusCode(401);
        refresh(second.refreshToken()).then().statusCode(401);
        assertDone(revokeAsFirstParty(second.refreshToken()));
    }

    @Test
    void refreshTokenThatWasUsedUpStillEndsItsSession() {
        Tokens first = logIn();
        Tokens second = tokens(refresh(first.refreshToken()));
        assertDone(revokeAsFirstParty(first.refreshToken()));
        refresh(second.refreshToken()).then().statusCode(401);
    }

    @Test
    void whatIsNoTokenIsAsTheClientWantsIt() {
        TestClient client = TestClients.confidential().create();
        for (String text : List.of("garbage", "a.b.c", "srt1_AAAA", "\u0000")) {
            assertDone(revoke(client, text));
        }
    }

    @Test
    void tokensOfOtherClientsAreNotForOneToEnd() {
        TestClient client = TestClients.confidential().create();
        Tokens others = logIn();
        assertRefused(revoke(client, others.accessToken()), OAuthError.INVALID_GRANT);
        assertRefused(revoke(client, others.refreshToken()), OAuthError.INVALID_GRANT);
        me(others.accessToken()).then().statusCode(200);
        refresh(others.refreshToken()).then().statusCode(200);
    }

    @Test
    void nobodyRevokesWithoutSayingWhoTheyAre() {
        String token = logIn().accessToken();
        assertRefused(form().formParam("token", token).post(REVOKE), OAuthError.INVALID_CLIENT);
        assertRefused(
                by(new TestClient("unknown", "x")).formParam("token", token).post(REVOKE), OAuthError.INVALID_CLIENT);
        me(token).then().statusCode(200);
    }

    @Test
    void tokenMustBeSent() {
        assertRefused(
                by(TestClients.confidential().create()).formParam("x", "y").post(REVOKE), OAuthError.INVALID_REQUEST);
    }

    private Tokens logIn() {
        return tokens(login(users.user(users.freshName()).create(), TestUsers.PASSWORD));
    }

    private static Response revokeAsFirstParty(String token) {
        return form().formParam("client_id", "signet").formParam("token", token).post(REVOKE);
    }

    private static void assertDone(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEmpty();
    }
}
