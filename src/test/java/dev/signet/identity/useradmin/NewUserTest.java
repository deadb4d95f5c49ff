package dev.signet.identity.useradmin;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class NewUserTest {
    private static final String PASSWORD = "chosen by an administrator";

    @Inject
    TestUsers users;

    private String admin;
    private String name;

    @BeforeEach
    void anAdministratorAndAName() {
        admin = adminToken();
        name = users.freshName();
    }

    private Response create(Object body) {
        return bearer(admin).contentType(ContentType.JSON).body(body).post("/api/admin/users");
    }

    private Response get(String id) {
        return bearer(admin).get("/api/admin/users/" + id);
    }

    @Test
    void userThatWasMadeIsThereAndCanLogIn() {
        Response made = create(
                Map.of("username", name, "password", PASSWORD, "email", "a@example.org", "displayName", "A. N. Other"));
        made.then()
                .statusCode(201)
                .header("Location", equalTo("/api/admin/users/" + made.path("id")))
                .body("username", equalTo(name))
                .body("roles.size()", equalTo(0))
                .body("enabled", equalTo(true))
                .body("email", equalTo("a@example.org"))
                .body("displayName", equalTo("A. N. Other"))
                .body("mustChangePassword", equalTo(false))
                .body("lastLoginAt", nullValue());
        get(made.path("id"))
                .then()
                .statusCode(200)
                .header("ETag", equalTo(made.header("ETag")))
                .body("username", equalTo(name));
        login(name, PASSWORD).then().statusCode(200);
    }

    @Test
    void nameThatIsTakenInAnySpellingIsRefused() {
        create(Map.of("username", name, "password", PASSWORD)).then().statusCode(201);
        create(Map.of("username", name.toUpperCase(Locale.ROOT), "password", PASSWORD))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:signet:problem:username-taken"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{\"password\": \"long enough\"}; username",
                "{\"username\": null, \"password\": \"long enough\"}; username",
                "{\"username\": 1, \"password\": \"long enough\"}; username",
                "{\"username\": \"\", \"password\": \"long enough\"}; username",
                "{\"username\": \" a\", \"password\": \"long enough\"}; username",
                "{\"username\": \"refu\\u200bsed\", \"password\": \"long enough\"}; username",
                "{\"username\": \"two  spaces\", \"password\": \"long enough\"}; username",
                "{\"username\": \"refused \ud83d\udc1f\", \"password\": \"long enough\"}; username",
                "{\"username\": \"refused \u0301\", \"password\": \"long enough\"}; username",
                "{\"username\": \"refused-\u05d0\", \"password\": \"long enough\"}; username",
                "{\"username\": \"01A209A0-3983-7a20-96c1-fac8479413bf\", \"password\": \"long enough\"}; username",
                "{\"username\": \"System\", \"password\": \"long enough\"}; username",
                "{\"username\": \"refused\"}; password",
                "{\"username\": \"refused\", \"password\": null}; password",
                "{\"username\": \"refused\", \"password\": [\"long enough\"]}; password",
                "{\"username\": \"refused\", \"password\": \"short\"}; password",
                "{\"username\": \"refused\", \"password\": \"PassWord1\"}; password",
                "{\"username\": \"refused-\u00fc\", \"password\": \"REFUSED-u\u0308\"}; password",
                "{\"username\": \"refused\", \"password\": \"password\u200b\"}; password",
                "{\"username\": \"refused\", \"password\": \"\uff30\uff21\uff33\uff33\uff37\uff2f\uff32\uff24\"}; password",
                "{\"username\": \"refused\", \"password\": \"123456\u200b\u034f\"}; password",
                "{\"username\": \"refused\", \"password\": \"Signet-2026!\"}; password",
                "{\"username\": \"refused\", \"password\": \"re\u200bfused-2026\"}; password",
                "{\"username\": \"refused\", \"password\": \"long enough\", \"mustChangePassword\": \"no\"}; mustChangePassword",
                "{\"username\": \"refused\", \"password\": \"long enough\", \"roles\": [\"a\\u0000\"]}; roles",
                "{\"username\": \"refused\", \"password\": \"long enough\", \"email\": \"no address\"}; email",
                "{\"username\": \"refused\", \"password\": \"long enough\", \"displayName\": \"a\\nb\"}; displayName",
                "{\"username\": \"refused\", \"password\": \"long enough\", \"displayName\": \"a\\u202eb\"}; displayName",
                "{\"username\": \"refused\", \"password\": \"long enough\", \"roles\": [\"Admin\"]}; roles",
                "{\"username\": \"refused\", \"password\": \"long enough\", \"roles\": \"admin\"}; roles",
                "{\"username\": \"refused\", \"password\": \"long enough\", \"roles\": [null]}; roles",
                "{\"username\": \"refused\", \"password\": \"long enough\", \"enabled\": true}; enabled",
                "{\"username\": \"refused\", \"password\": \"long enough\", \"id\": \"1\"}; id"
            })
    void whatBreaksARuleMakesNobody(String body, String field) {
        long before = users.count();
        assertInvalid(create(body), field);
        assertThat(users.count()).isEqualTo(before);
    }

    private static void assertInvalid(Response answer, String field) {
        answer.then()
                .statusCode(400)
                .body("type", equalTo("urn:signet:problem:invalid-request"))
                .body("violations.field", contains(field));
    }

    static Stream<Arguments> bounds() {
        String fresh = "b" + UUID.randomUUID();
        return Stream.of(
                arguments("username", fresh + "x".repeat(128 - fresh.length()), "x".repeat(129)),
                // a small letter beyond the first plane
                arguments("username", fresh + "\ud801\udc28".repeat(128 - fresh.length()), "\ud801\udc28".repeat(129)),
                arguments("password", "x7!qW_zu", "x7!qW_z"),
                arguments("password", "x".repeat(128), "x".repeat(129)),
                arguments("displayName", "x", ""),
                arguments("displayName", "x".repeat(128), "x".repeat(129)),
                arguments("email", address(254), address(255)));
    }

    /** An email address of that length, whose parts are no longer than they may be. */
    static String address(int length) {
        String start = "x".repeat(64) + "@" + ("y".repeat(63) + ".").repeat(2);
        String end = ".org";
        return start + "z".repeat(length - start.length() - end.length()) + end;
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void boundsAreReachedAndNotPassed(String member, String reached, String passed) {
        long before = users.count();
        assertInvalid(create(userWith(member, passed)), member);
        assertThat(users.count()).isEqualTo(before);
        create(userWith(member, reached)).then().statusCode(201);
    }

    private Map<String, String> userWith(String member, String value) {
        Map<String, String> user = new HashMap<>(Map.of("username", name, "password", PASSWORD));
        user.put(member, value);
        return user;
    }

    @Test
    void ofTwoWhoTakeANameAtOnceOneGetsIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> taking =
                    () -> create(Map.of("username", name, "password", PASSWORD)).statusCode();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(4, taking))) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409, 409);
        } finally {
            threads.shutdownNow();
        }
    }
}
