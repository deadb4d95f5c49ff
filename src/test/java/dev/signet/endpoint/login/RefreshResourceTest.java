package dev.signet.endpoint.login;

import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.logout;
import static dev.signet.testsupport.SignetApi.refresh;
import static dev.signet.testsupport.SignetApi.tokens;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestSessions;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no good refresh token gets a clear answer and changes nothing. */
@QuarkusTest
class RefreshResourceTest {
    private static final String PREFIX = "srt1_";
    private static final int GENERATION = 16;
    private static final int NONCE = 24;
    private static final int HMAC = 56;

    @Inject
    TestUsers users;

    @Inject
    TestSessions sessions;

    private String user;
    private Tokens tokens;
    private String before;

    @BeforeEach
    void aSession() {
        user = users.user(users.freshName()).create();
        tokens = tokens(login(user, TestUsers.PASSWORD));
        before = sessions.rows(user);
    }

    private void refused(Response answer, int status, String type) {
        answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:signet:problem:" + type));
        assertThat(answer.asString()).doesNotContain(PREFIX);
        assertThat(sessions.rows(user)).isEqualTo(before);
    }

    private String changed(int at) {
        byte[] bytes = Base64.getUrlDecoder().decode(tokens.refreshToken().substring(PREFIX.length()));
        bytes[at] ^= 1;
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void tokenOfWhichAnythingWasChangedIsRefused() {
        for (int at : new int[] {0, 15, GENERATION, NONCE - 1, NONCE, HMAC, 87}) {
            refused(refresh(changed(at)), 401, "invalid-refresh-token");
        }
    }

    @Test
    void tokenThatIsCutOrOfAnotherVersionIsRefused() {
        String text = tokens.refreshToken();
        Stream.of(text.substring(0, 60), text.substring(0, text.length() - 1), text + "A", text.replace("srt1", "srt2"))
                .forEach(token -> refused(refresh(token), 401, "invalid-refresh-token"));
    }

    @Test
    void accessTokenIsNoRefreshTokenNorIsNothing() {
        refused(refresh(tokens.accessToken().substring(0, 200)), 401, "invalid-refresh-token");
        refused(refresh(tokens.accessToken()), 401, "invalid-refresh-token");
        refused(refresh(""), 401, "invalid-refresh-token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"refresh_token\":null}",
                "{\"refresh_token\":7}",
                "{\"refresh_token\":[\"a\"]}",
                "{\"refreshToken\":\"a\"}",
                "{\"refresh_token\":\"a\",\"scope\":\"b\"}"
            })
    void bodyThatIsNotOneTokenIsRefused(String body) {
        refused(given().contentType("application/json").body(body).post("/api/refresh"), 400, "invalid-request");
    }

    @Test
    void tokenInTheAddressIsRefusedAndUsesNothingUp() {
        given().contentType("application/json")
                .queryParam("refresh_token", tokens.refreshToken())
                .body("{\"refresh_token\":\"" + tokens.refreshToken() + "\"}")
                .post("/api/refresh")
                .then()
                .statusCode(400);
        assertThat(sessions.rows(user)).isEqualTo(before);
        tokens(refresh(tokens.refreshToken()));
    }

    @Test
    void formIsNotTakenHere() {
        refused(
                given().contentType("application/x-www-form-urlencoded")
                        .formParam("refresh_token", tokens.refreshToken())
                        .post("/api/refresh"),
                415,
                "unsupported-media-type");
    }

    @Test
    void refusalNamesAChallengeAndSaysWhatToDo() {
        logout(tokens.accessToken());
        refresh(tokens.refreshToken())
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Refresh realm=\"signet\"")
                .header("Cache-Control", "no-store")
                .body("detail", equalTo("The session has ended; log in again."));
    }
}
