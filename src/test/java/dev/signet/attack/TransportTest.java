package dev.signet.attack;

import static dev.signet.testsupport.OAuthApi.assertRefused;
import static dev.signet.testsupport.OAuthApi.by;
import static dev.signet.testsupport.OAuthApi.clientCredentials;
import static dev.signet.testsupport.OAuthApi.form;
import static dev.signet.testsupport.OAuthApi.introspect;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.refresh;
import static dev.signet.testsupport.SignetApi.tokens;
import static dev.signet.testsupport.TestAssertions.KEY;
import static dev.signet.testsupport.TestAssertions.client;
import static dev.signet.testsupport.TestAssertions.present;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.signet.base.protocol.OAuthError;
import dev.signet.jwt.Check;
import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.TestAssertions;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statement 9: a token comes in one {@code Authorization} header, and nowhere else (RFC 6750 section 2, RFC 9700 section 4.3.2). */
@QuarkusTest
class TransportTest {
    @Inject
    Door door;

    @Inject
    TestAssertions assertions;

    private String token;

    @BeforeEach
    void aGoodToken() {
        token = adminToken();
        door.accepts(token);
    }

    private static void ambiguous(Response answer) {
        answer.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:signet:problem:ambiguous-credentials"))
                .body("name", nullValue());
    }

    private static void unauthenticated(Response answer) {
        answer.then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("application/problem+json")
                .body("type", equalTo("urn:signet:problem:token-required"))
                .body("name", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer TOKEN", "Bearer a.b.c", "Bearer", "", "Basic YTpi"})
    void secondAuthorizationHeaderIsAmbiguousWhateverIsInIt(String second) {
        String value = second.replace("TOKEN", token);
        ambiguous(door.leavesNoTrace(token, () -> given().header("Authorization", "Bearer " + token)
                .header("Authorization", value)
                .get("/api/me")));
    }

    /** Names of headers have no case (RFC 9110 section 5.1), and clients that would write them like this are rare. */
    @Test
    void secondHeaderIsAmbiguousInAnyCase() {
        for (String name : List.of("Authorization", "authorization", "AUTHORIZATION")) {
            for (String value : List.of("Bearer " + token, "Bearer a.b.c", "")) {
                assertThat(RawRequest.status("Authorization: Bearer " + token, name + ": " + value))
                        .isEqualTo("HTTP/1.1 400 Bad Request");
                assertThat(RawRequest.status(name + ": " + value, "Authorization: Bearer " + token))
                        .isEqualTo("HTTP/1.1 400 Bad Request");
            }
        }
        assertThat(RawRequest.status("authorization: Bearer " + token, "X-Other: a"))
                .isEqualTo("HTTP/1.1 200 OK");
    }

    @Test
    void twoTokensInOneHeaderAreNone() {
        door.refuses(token + ", Bearer " + token, Check.STRUCTURE, "jwt malformed");
        door.refuses(token + "," + token, Check.STRUCTURE, "jwt malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/me", "/api/ping", "/.well-known/jwks.json"})
    void tokenInTheUrlIsRefusedAtAnyDoor(String path) {
        ambiguous(door.leavesNoTrace(
                token, () -> given().queryParam("access_token", token).get(path)));
        ambiguous(door.leavesNoTrace(
                token, () -> given().urlEncodingEnabled(false).get(path + "?access%5Ftoken=" + token)));
        ambiguous(door.leavesNoTrace(
                token, () -> given().header("Authorization", "Bearer " + token).get(path + "?access_token=")));
    }

    /** Whatever the standards call it: addresses are logged on the way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "refresh_token",
                "id_token",
                "token",
                "assertion",
                "client_assertion",
                "subject_token",
                "actor_token",
                "client_secret",
                "password",
                "Access_Token"
            })
    void tokenOrSecretInTheUrlIsRefusedUnderAnyName(String name) {
        for (String path : List.of("/api/me", "/api/login", "/.well-known/jwks.json")) {
            ambiguous(door.leavesNoTrace(token, () -> given().header("Authorization", "Bearer " + token)
                    .queryParam(name, token)
                    .get(path)));
        }
        for (String path : List.of(OAuthApi.TOKEN, OAuthApi.INTROSPECT, OAuthApi.REVOKE)) {
            OAuthApi.assertRefused(
                    door.leavesNoTrace(
                            token, () -> OAuthApi.form().queryParam(name, token).post(path)),
                    OAuthError.INVALID_REQUEST);
        }
    }

    /** No door of ours takes forms: 415 comes before anybody looks for a token in one. */
    @Test
    void tokenInAFormIsNotLookedFor() {
        door.leavesNoTrace(token, () -> given().formParam("access_token", token).post("/api/logout"))
                .then()
                .statusCode(415);
        door.leavesNoTrace(token, () -> given().header("Authorization", "Bearer " + token)
                        .formParam("access_token", token)
                        .post("/api/logout"))
                .then()
                .statusCode(415);
        door.accepts(token);
    }

    /** Where forms are taken, {@code access_token} is a parameter of no meaning (RFC 6749 section 3.2), and proves nothing. */
    @Test
    void tokenInAFormOfOAuthIsNotLookedFor() {
        for (String path : List.of(OAuthApi.TOKEN, OAuthApi.INTROSPECT, OAuthApi.REVOKE)) {
            assertRefused(
                    door.leavesNoTrace(token, () -> form().formParam("grant_type", "client_credentials")
                            .formParam("token", token)
                            .formParam("access_token", token)
                            .post(path)),
                    OAuthError.INVALID_CLIENT);
        }
        TestClient client = TestClients.confidential().create();
        String own = clientCredentials(client, Map.of("access_token", token)).path("access_token");
        assertThat(introspect(client, own).<String>path("sub")).isEqualTo(client.id());
        assertRefused(
                by(client).formParam("access_token", token).post(OAuthApi.INTROSPECT), OAuthError.INVALID_REQUEST);
    }

    /** Good where they belong. */
    @Test
    void otherThingsThatWeIssueOrTakeAreNoAccessTokens() {
        String refreshToken = tokens(login("admin", TestServer.ADMIN_PASSWORD)).refreshToken();
        door.refuses(refreshToken, Check.STRUCTURE, "jwt malformed");
        tokens(refresh(refreshToken));
        String assertion = assertions.by(client(KEY.toPublicJWK())).sign();
        door.refuses(assertion, Check.KEY, "unknown signing key");
        present(assertion).then().statusCode(200);
    }

    @Test
    void tokenElsewhereIsNotLookedFor() {
        unauthenticated(
                door.leavesNoTrace(token, () -> given().cookie("Bearer", token).get("/api/me")));
        unauthenticated(door.leavesNoTrace(
                token, () -> given().cookie("access_token", token).get("/api/me")));
        unauthenticated(door.leavesNoTrace(
                token, () -> given().header("X-Access-Token", token).get("/api/me")));
        unauthenticated(door.leavesNoTrace(token, () -> given().header("Proxy-Authorization", "Bearer " + token)
                .get("/api/me")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic YTpi", "Token TOKEN", "TOKEN", "BearerTOKEN", "DPoP TOKEN"})
    void withoutATokenNoErrorCodeIsGiven(String header) {
        String value = header.replace("TOKEN", token);
        unauthenticated(door.leavesNoTrace(
                token, () -> given().header("Authorization", value).get("/api/me")));
    }
}
