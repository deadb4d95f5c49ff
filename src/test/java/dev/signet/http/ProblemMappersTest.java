package dev.signet.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.signet.testsupport.FailingResource;
import dev.signet.testsupport.TestServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemMappersTest {
    @Test
    void pingIsOpen() {
        given().get("/api/ping").then().statusCode(200).body("status", equalTo("ok"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api", "/api/nothing", "/api/me/nothing", "/q/health", "/q/metrics"})
    void unknownAddressIsAProblem(String path) {
        given().get(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:signet:problem:not-found"))
                .body("instance", equalTo(path));
    }

    @Test
    void unexpectedFailureTellsNothingButAnIdentifier() {
        given().get("/test/failure")
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:signet:problem:unexpected"))
                .body("correlationId", matchesPattern("[0-9a-f-]{36}"))
                .body(not(containsString(FailingResource.SECRET)))
                .body(not(containsString("Exception")));
    }

    @Test
    void bodyOverTheLimitIsRefusedEvenWhenItsLengthIsNotAnnounced() throws Exception {
        byte[] body = ("{\"username\":\"" + "x".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        var answer =
                postLogin(HttpRequest.BodyPublishers.ofByteArrays(List.of(body)), "Content-Type", "application/json");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void bodyMustSayWhatItIs() throws Exception {
        var body = HttpRequest.BodyPublishers.ofString("{\"username\":\"a\",\"password\":\"b\"}");
        var answer = postLogin(body, "Accept", "application/json");
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    private HttpResponse<String> postLogin(HttpRequest.BodyPublisher body, String header, String value)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/login"))
                .header(header, value)
                .POST(body)
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void bodyOfExactlyTheLimitIsRead() {
        String start = "{\"username\":\"";
        String end = "\"}";
        String body = start + "x".repeat(BodyLimit.LIMIT - start.length() - end.length()) + end;
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/login")
                .then()
                .statusCode(400);
        given().contentType(ContentType.JSON)
                .body(body + " ")
                .post("/api/login")
                .then()
                .statusCode(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/ping", "/api/me", "/nothing"})
    void everyAnswerCarriesTheSecurityHeaders(String path) {
        Response answer = given().get(path);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
    }

    @Test
    void onlyConfiguredOriginsMayCallFromABrowser() {
        preflight(TestServer.FRONT_END)
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", TestServer.FRONT_END)
                .header("Access-Control-Allow-Headers", containsString("Authorization"));
        assertThat(preflight(TestServer.FRONT_END).header("Access-Control-Allow-Credentials"))
                .isNotEqualTo("true");
        Response stranger = preflight("https://evil.example");
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.header("Access-Control-Allow-Origin")).isNull();
    }

    private static Response preflight(String origin) {
        return given().header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "Authorization")
                .options("/api/login");
    }
}
