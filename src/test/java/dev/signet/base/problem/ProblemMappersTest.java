package dev.signet.base.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.signet.testsupport.FailingResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemMappersTest {
    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @Test
    void pingIsOpen() {
        given().get("/api/ping").then().statusCode(200).body("status", equalTo("ok"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/nothing", "/api/me/nothing", "/q/health", "/q/metrics"})
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
    void identifierOfAFailureIsTheClientsOwnIfItSentOne() {
        given().header("X-Correlation-Id", "client-1")
                .get("/test/failure")
                .then()
                .statusCode(500)
                .header("X-Correlation-Id", "client-1")
                .body("correlationId", equalTo("client-1"));
        Response made = given().get("/test/failure");
        assertThat(made.header("X-Correlation-Id")).isEqualTo(made.path("correlationId"));
    }

    @Test
    void identifierOfTheClientComesBackAlsoFromEarlyRefusalsAndIsNotMadeForNothing() {
        given().header("X-Correlation-Id", "client-2")
                .contentType(ContentType.JSON)
                .body(new byte[70_000])
                .post("/api/login")
                .then()
                .statusCode(413)
                .header("X-Correlation-Id", "client-2");
        assertThat(given().get("/api/ping").header("X-Correlation-Id")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/me, 'GET, HEAD, OPTIONS'",
        "/api/login, 'OPTIONS, POST'",
    })
    void methodsOfAnAddressAreSaid(String path, String methods) {
        given().options(path).then().statusCode(204).header("Allow", methods);
        given().delete(path).then().statusCode(405).header("Allow", methods);
    }

    @Test
    void whatStrangersMakeUpStaysOutOfTheMetrics() {
        for (int i = 0; i < 5; i++) {
            given().request("MADEUP" + i, "/api/ping");
            given().get("/made-up-" + i);
            given().get("/api/me/made-up-" + i);
        }
        String metrics = given().port(managementPort).get("/q/metrics").asString();
        assertThat(metrics)
                .contains("http_server_requests_seconds_count")
                .doesNotContainIgnoringCase("made-up", "MADEUP");
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
}
