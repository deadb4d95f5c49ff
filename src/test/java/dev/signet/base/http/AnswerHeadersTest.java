package dev.signet.base.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TestServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AnswerHeadersTest {
    @Inject
    MutableClock clock;

    @ParameterizedTest
    @CsvSource({
        "GET, /api/ping, 200",
        "GET, /api/me, 401",
        "GET, /nothing, 404",
        "POST, /oauth/token, 415",
        "DELETE, /api/login, 405",
        "OPTIONS, /api/login, 204",
        "GET, /api/%70ing, 200",
        "GET, //api/ping, 200",
    })
    void answersThatSayNothingElseAreNotStored(String method, String path, int status) {
        Response answer = given().urlEncodingEnabled(false)
                .body(method.equals("POST") ? "x" : "")
                .contentType("text/plain")
                .request(method, path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Pragma")).isEqualTo("no-cache");
    }

    @Test
    void tokensAreNotStored() {
        Response answer = given().contentType(ContentType.JSON)
                .body(Map.of("username", "admin", "password", TestServer.ADMIN_PASSWORD))
                .post("/api/login");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().getValues("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void whatMayBeKeptSaysSoItself() {
        Response answer = given().get("/.well-known/jwks.json");
        assertThat(answer.headers().getValues("Cache-Control"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("public, max-age=");
        assertThat(answer.header("Pragma")).isNull();
    }

    /** What follows it is left out where a resource is looked for, and not where rules go by the path. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth;x=1/token",
                "/oauth/token;x",
                ";/oauth/token",
                "/oauth/;/token",
                "/.well-known;/jwks.json"
            })
    void pathWithASemicolonIsRefused(String path) {
        for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
            Response answer = given().urlEncodingEnabled(false)
                    .contentType("application/x-www-form-urlencoded")
                    .request(method, path.startsWith("/") ? path : "/" + path);
            answer.then().statusCode(400).body("type", equalTo("urn:signet:problem:bad-request"));
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth%3Bx=1/token", "/oauth%3bx/token"})
    void escapedSemicolonIsNothingButACharacterOfANameThatThereIsNot(String path) {
        given().urlEncodingEnabled(false).post(path).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/ping", "/api/me", "/nothing", "/.well-known/jwks.json"})
    void everyAnswerSaysWhenItWasMade(String path) {
        Instant before = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String date = given().get(path).header("Date");
        // the form that RFC 9110 section 5.6.7 prescribes; Java's own leaves out the zero of a day
        assertThat(date).matches("(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT");
        assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .isBetween(before, clock.instant());
    }
}
