package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.adminToken;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statement 9: a token comes in one {@code Authorization} header, and nowhere else (RFC 6750 section 2, RFC 9700 section 4.3.2). */
@QuarkusTest
class TransportTest {
    @Inject
    Door door;

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
    void secondHeaderIsAmbiguousInAnyCase() throws IOException {
        for (String name : List.of("Authorization", "authorization", "AUTHORIZATION")) {
            for (String value : List.of("Bearer " + token, "Bearer a.b.c", "")) {
                assertThat(status("Authorization: Bearer " + token, name + ": " + value))
                        .isEqualTo("HTTP/1.1 400 Bad Request");
                assertThat(status(name + ": " + value, "Authorization: Bearer " + token))
                        .isEqualTo("HTTP/1.1 400 Bad Request");
            }
        }
        assertThat(status("authorization: Bearer " + token, "X-Other: a")).isEqualTo("HTTP/1.1 200 OK");
    }

    private static String status(String... headers) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            String request = "GET /api/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
            return new BufferedReader(answer).readLine();
        }
    }

    @Test
    void twoTokensInOneHeaderAreNone() {
        door.refuses(token + ", Bearer " + token, "jwt malformed");
        door.refuses(token + "," + token, "jwt malformed");
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
