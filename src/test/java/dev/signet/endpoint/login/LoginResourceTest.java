package dev.signet.endpoint.login;

import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.loginWith;
import static dev.signet.testsupport.SignetApi.me;
import static dev.signet.testsupport.SignetApi.tokens;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TestServer;
import dev.signet.testsupport.TestUsers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LoginResourceTest {
    @Inject
    TestUsers users;

    @Inject
    MeterRegistry meters;

    @Inject
    MutableClock clock;

    private String name;

    @BeforeEach
    void aUser() {
        name = users.user(users.freshName()).create();
    }

    @Test
    void rightPasswordGivesTheTokenObject() {
        login(name, TestUsers.PASSWORD)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("access_token", notNullValue())
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(600))
                .body("scope", equalTo("api"));
    }

    @Test
    void logInIsNotedOnceAMinute() {
        String never = users.row(name);
        String token = tokens(login(name, TestUsers.PASSWORD)).accessToken();
        String once = users.row(name);
        assertThat(once).isNotEqualTo(never);
        login(name, TestUsers.PASSWORD).then().statusCode(200);
        assertThat(users.row(name)).isEqualTo(once);

        clock.advance(Duration.ofSeconds(61));
        login(name, "not the password").then().statusCode(401);
        // the password is right, but only confirmed
        bearer(token)
                .contentType("application/json")
                .body(Map.of("currentPassword", TestUsers.PASSWORD, "newPassword", TestUsers.PASSWORD))
                .put("/api/me/password")
                .then()
                .statusCode(400);
        assertThat(users.row(name)).isEqualTo(once);
        login(name, TestUsers.PASSWORD).then().statusCode(200);
        assertThat(users.row(name)).isNotEqualTo(once);
    }

    @Test
    void unknownUserWrongPasswordAndDisabledAccountLookTheSame() {
        String disabled = users.user(users.freshName()).disabled().create();

        String wrong = refusedBody(name, "not the password");
        String unknown = refusedBody("nobody at all", TestUsers.PASSWORD);
        String off = refusedBody(disabled, TestUsers.PASSWORD);

        assertThat(unknown).isEqualTo(wrong);
        assertThat(off).isEqualTo(wrong);
    }

    @Test
    void refusalsTakeTheSameWork() {
        String disabled = users.user(users.freshName()).disabled().create();
        long before = hashes();
        login(name, "not the password").then().statusCode(401);
        assertThat(hashes()).isEqualTo(before + 1);
        login("nobody at all", "not the password").then().statusCode(401);
        assertThat(hashes()).isEqualTo(before + 2);
        login(disabled, TestUsers.PASSWORD).then().statusCode(401);
        assertThat(hashes()).isEqualTo(before + 3);
    }

    @Test
    void refusalOfAnOldCheapHashCatchesUp() {
        String old = users.user(users.freshName())
                .passwordHash(WeakHash.of(TestUsers.PASSWORD))
                .create();
        long before = hashes();
        login(old, "not the password").then().statusCode(401);
        assertThat(hashes()).isEqualTo(before + 2);
    }

    /** How many passwords were hashed so far. */
    private long hashes() {
        return meters.get("signet.password.hash").timer().count();
    }

    private static String refusedBody(String username, String password) {
        return login(username, password)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Password realm=\"signet\"")
                .body("type", equalTo("urn:signet:problem:invalid-credentials"))
                .extract()
                .asString();
    }

    @Test
    void refusedLogInChangesNothing() {
        String before = users.row(name);
        login(name, "not the password").then().statusCode(401);
        assertThat(users.row(name)).isEqualTo(before);
    }

    @Test
    void userNameCountsInAnyCase() {
        login("ADMIN", TestServer.ADMIN_PASSWORD).then().statusCode(200);
    }

    @Test
    void userNameAndPasswordCountInAnyNormalForm() {
        String composed = "J\u00fcrgen-" + users.freshName();
        String decomposed = composed.replace("\u00fc", "u\u0308");
        users.user(composed).create();

        String token = login(decomposed, TestUsers.PASSWORD)
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");

        me(token).then().body("username", equalTo(composed));
    }

    @Test
    void weakerHashIsReplacedWhenItsPasswordIsAtHand() {
        String weak = WeakHash.of(TestUsers.PASSWORD);
        String old = users.user(users.freshName()).passwordHash(weak).create();

        login(old, TestUsers.PASSWORD).then().statusCode(200);

        assertThat(users.passwordHash(old)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        login(old, TestUsers.PASSWORD).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"username", "password"})
    void missingMemberIsNamed(String field) {
        Map<String, String> body = new HashMap<>(Map.of("username", name, "password", TestUsers.PASSWORD));
        body.remove(field);
        loginWith(body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:signet:problem:invalid-request"))
                .body("violations.field", contains(field));
    }

    @Test
    void unknownMemberIsRefused() {
        loginWith(Map.of("username", name, "password", TestUsers.PASSWORD, "admin", true))
                .then()
                .statusCode(400)
                .body("violations.field", contains("admin"))
                .body("violations.message", contains("is not a known field"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"username\": 1, \"password\": \"x\"}",
                "{\"username\": true, \"password\": \"x\"}",
                "{\"username\": [\"a\"], \"password\": \"x\"}",
                "{\"username\": {}, \"password\": \"x\"}"
            })
    void wrongTypeIsRefusedAndNotConverted(String body) {
        loginWith(body)
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("username"))
                .body("violations.message", hasItem("must be a string"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[]",
                "{",
                "\"text\"",
                "{\"username\": \"a\", \"username\": \"b\", \"password\": \"x\"}",
                "{\"username\": \"a\", \"password\": \"x\"} more"
            })
    void whatIsNoJsonObjectIsRefused(String body) {
        loginWith(body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:signet:problem:malformed-json"));
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] body = {'{', '"', 'u', 's', 'e', 'r', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xff, '"', '}'};
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/login")
                .then()
                .statusCode(400);
    }

    @Test
    void emptyBodyIsRefused() {
        given().contentType(ContentType.JSON)
                .post("/api/login")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\r\nb", "", "\ud800"})
    void userNameWithControlCharactersIsRefused(String username) {
        login(username, "x").then().statusCode(400).body("violations.field", contains("username"));
    }

    @Test
    void passwordOverTheLimitIsRefusedWithoutBeingHashed() {
        login(name, "x".repeat(129)).then().statusCode(400).body("violations.field", contains("password"));
    }

    @Test
    void passwordOfAMegabyteIsRefused() {
        login(name, "x".repeat(1_000_000))
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:signet:problem:request-entity-too-large"));
    }

    @Test
    void contentTypeMustBeJson() {
        given().contentType(ContentType.URLENC)
                .body("username=a&password=b")
                .post("/api/login")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void otherMethodsAreRefusedAndTheRightOneSaid() {
        given().get("/api/login")
                .then()
                .statusCode(405)
                .header("Allow", "OPTIONS, POST")
                .contentType("application/problem+json")
                .body("instance", startsWith("/api/login"));
    }
}
