package dev.signet.endpoint.web;

import static dev.signet.testsupport.TestServer.FRONT_END;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CorsTest {
    private static final String STRANGER = "https://evil.example";
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/jwks.json",
                "/.well-known/openid-configuration",
                "/.well-known/oauth-authorization-server",
                "/q/openapi"
            })
    void anyWebsiteReadsWhatIsPublicAndCachesMayKeepItForAll(String path) {
        for (Response answer :
                List.of(given().get(path), given().header("Origin", STRANGER).get(path))) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.header(ALLOWED)).isEqualTo("*");
            assertThat(answer.headers().getValues("Vary")).doesNotContain("origin", "Origin");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
        }
        Response preflight = given().header("Origin", STRANGER)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "if-none-match")
                .options(path);
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.header(ALLOWED)).isEqualTo("*");
        assertThat(preflight.header("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("If-None-Match");
    }

    /** As browsers send them, or they would be configured in vain. */
    @Test
    void originIsConfiguredAsBrowsersSendIt() {
        assertThat(Cors.origin(" https://App.example:8443 ")).isEqualTo("https://app.example:8443");
        assertThat(Cors.origin("http://localhost:443")).isEqualTo("http://localhost:443");
        for (String refused : List.of("app.example", "https://app.example/", "*", "https://*.example")) {
            assertThatThrownBy(() -> Cors.origin(refused)).hasMessageContaining("is no origin");
        }
        for (String refused : List.of("https://app.example:443", "http://localhost:80")) {
            assertThatThrownBy(() -> Cors.origin(refused)).hasMessageContaining("usual port");
        }
    }

    @Test
    void configuredOriginsMayCall() {
        Response preflight = preflight(FRONT_END);
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.header(ALLOWED)).isEqualTo(FRONT_END);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("HEAD", "PATCH", "DELETE");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization", "Idempotency-Key");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isNull();
        for (String method : List.of("GET", "HEAD")) {
            Response answer = given().header("Origin", FRONT_END).request(method, "/api/ping");
            assertThat(answer.statusCode()).as(method).isEqualTo(200);
            assertThat(answer.header(ALLOWED)).as(method).isEqualTo(FRONT_END);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "https://app.example.evil.example",
                "http://app.example",
                "https://app.example:8443"
            })
    void otherOriginsAreRefusedWithAProblem(String origin) {
        for (Response answer : List.of(
                preflight(origin),
                given().header("Origin", origin).get("/api/ping"),
                given().header("Origin", origin).post("/oauth/token"))) {
            answer.then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:signet:problem:origin-not-allowed"));
            assertThat(answer.header(ALLOWED)).isNull();
            assertThat(answer.header("Vary")).isEqualToIgnoringCase("Origin");
        }
    }

    @Test
    void ofTwoOriginsNoneCounts() {
        given().header("Origin", FRONT_END, STRANGER).get("/api/ping").then().statusCode(403);
    }

    /** Without these headers a browser tells the page of a network error, and nothing else. */
    @ParameterizedTest
    @CsvSource({
        "413, /api/login, application/json, 70000",
        "415, /api/login, text/plain, 10",
        "400, /api/login;x=1, application/json, 10",
        "404, /nothing, application/json, 0",
        "405, /api/me, application/json, 0",
        "401, /api/logout, application/json, 0",
    })
    void frontEndsCanReadEachRefusal(int status, String path, String type, int length) {
        Response answer = given().header("Origin", FRONT_END)
                .header("X-Correlation-Id", "front-end-1")
                .urlEncodingEnabled(false)
                .contentType(type)
                .body("x".repeat(length))
                .post(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.header(ALLOWED)).isEqualTo(FRONT_END);
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("X-Correlation-Id", "Retry-After");
        assertThat(answer.header("X-Correlation-Id")).isEqualTo("front-end-1");
    }

    @Test
    void answersThatDependOnTheOriginSaySo() {
        assertThat(given().get("/api/ping").header("Vary")).isEqualToIgnoringCase("Origin");
    }

    @Test
    void ownPagesOfATryOutMayCall() {
        String own = "http://localhost:" + RestAssured.port;
        given().header("Origin", own).get("/api/ping").then().statusCode(200).header(ALLOWED, own);
        given().header("Origin", "http://localhost:1").get("/api/ping").then().statusCode(403);
    }

    /** A website whose name is made to lead here has its own name in Host and EventOrigin (DNS rebinding). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "10.0.0.1",
                "[::ffff:127.0.0.1]:80",
                "0.0.0.0"
            })
    void tryOutAnswersForThisMachineOnly(String host) {
        for (String path : List.of("/api/ping", "/.well-known/jwks.json", "/q/openapi", "/nothing")) {
            given().header("Host", host)
                    .header("Origin", "http://" + host)
                    .get(path)
                    .then()
                    .statusCode(path.startsWith("/api") || path.equals("/nothing") ? 403 : 421);
            given().header("Host", host)
                    .get(path)
                    .then()
                    .statusCode(421)
                    .body("type", equalTo("urn:signet:problem:misdirected-request"))
                    .body("detail", containsString("localhost"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "signet.localhost:8080", "127.8.9.1", "[::1]:8080"})
    void tryOutAnswersForEachNameOfThisMachine(String host) {
        given().header("Host", host).get("/api/ping").then().statusCode(200);
    }

    private static Response preflight(String origin) {
        return given().header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "Authorization")
                .options("/api/login");
    }
}
