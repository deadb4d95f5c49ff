package dev.signet.endpoint.login;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.loginWith;
import static dev.signet.testsupport.SignetApi.me;
import static dev.signet.testsupport.SignetApi.patching;
import static dev.signet.testsupport.SignetApi.refresh;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestSessions;
import dev.signet.testsupport.TestUsers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A temporary password opens nothing; it is good for one that takes its place. */
@QuarkusTest
class PasswordToBeChangedTest {
    private static final String TEMPORARY = "known to an administrator";
    private static final String OWN = "known to the user alone";
    private static final String USERS = "/api/admin/users/";

    @Inject
    MeterRegistry meters;

    @Inject
    TestUsers users;

    @Inject
    TestSessions sessions;

    private String name;
    private String id;

    @BeforeEach
    void aUserWithATemporaryPassword() {
        name = users.freshName();
        id = bearer(adminToken())
                .contentType(ContentType.JSON)
                .body(Map.of("username", name, "password", TEMPORARY, "mustChangePassword", true))
                .post("/api/admin/users")
                .then()
                .statusCode(201)
                .body("mustChangePassword", equalTo(true))
                .extract()
                .path("id");
    }

    private Response change(String password, String newPassword) {
        return loginWith(Map.of("username", name, "password", password, "newPassword", newPassword));
    }

    private Response user() {
        return bearer(adminToken()).get(USERS + id);
    }

    @Test
    void temporaryPasswordOpensNothing() {
        String before = users.row(name);
        login(name, TEMPORARY)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:signet:problem:password-change-required"))
                .body("access_token", nullValue());
        assertThat(sessions.count(name)).isZero();
        assertThat(users.row(name)).isEqualTo(before);
    }

    @Test
    void whoeverDoesNotKnowItLearnsNothingOfIt() {
        String other = users.user(users.freshName()).create();
        String asForOthers = login(other, "not the password").asString();
        login(name, "not the password").then().statusCode(401).body(equalTo(asForOthers));
        change("not the password", OWN).then().statusCode(401).body(equalTo(asForOthers));
        login(name, TEMPORARY).then().statusCode(403);
    }

    @Test
    void temporaryPasswordIsNoLogInThatSucceeded() {
        double succeeded = logins("success");
        double refused = logins("password-change-required");
        login(name, TEMPORARY).then().statusCode(403);
        assertThat(logins("success")).isEqualTo(succeeded);
        assertThat(logins("password-change-required")).isEqualTo(refused + 1);
        change(TEMPORARY, OWN).then().statusCode(200);
        assertThat(logins("success")).isEqualTo(succeeded + 1);
    }

    private double logins(String outcome) {
        return meters.counter("signet.logins", "outcome", outcome).count();
    }

    @Test
    void refusedNewPasswordIsAnEventOfTheUser() {
        change(TEMPORARY, TEMPORARY).then().statusCode(400);
        bearer(adminToken())
                .queryParam("actor", id)
                .queryParam("action", "user.change-password")
                .get("/api/admin/audit-events")
                .then()
                .body("items.outcome", contains("refused"))
                .body("items.target", contains(id));
    }

    @Test
    void newPasswordTakesItsPlaceAndLogsIn() {
        Tokens tokens = tokens(change(TEMPORARY, OWN));
        me(tokens.accessToken()).then().statusCode(200).body("username", equalTo(name));
        tokens(refresh(tokens.refreshToken()));
        user().then().body("mustChangePassword", equalTo(false)).body("lastLoginAt", not(nullValue()));
        login(name, TEMPORARY).then().statusCode(401);
        login(name, OWN).then().statusCode(200);
        assertThat(sessions.audited("user.change-password", id)).isEqualTo(1);
    }

    @Test
    void whoNeedNotChangeItMayAtLogIn() {
        Tokens earlier = tokens(change(TEMPORARY, OWN));
        Tokens later = tokens(change(OWN, "and once more another"));
        me(earlier.accessToken()).then().statusCode(401);
        refresh(earlier.refreshToken()).then().statusCode(401);
        me(later.accessToken()).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"short", "password", TEMPORARY, "NAME"})
    void newPasswordKeepsToTheRules(String refused) {
        String before = users.row(name);
        change(TEMPORARY, refused.equals("NAME") ? name : refused)
                .then()
                .statusCode(400)
                .body("violations.field", contains("newPassword"))
                .body(not(containsString(TEMPORARY)));
        assertThat(users.row(name)).isEqualTo(before);
        assertThat(sessions.count(name)).isZero();
    }

    @Test
    void disabledUserChangesNothing() {
        patching(adminToken())
                .header("If-Match", "*")
                .body("{\"enabled\": false}")
                .patch(USERS + id)
                .then()
                .statusCode(200);
        String before = users.row(name);
        change(TEMPORARY, OWN).then().statusCode(401);
        assertThat(users.row(name)).isEqualTo(before);
    }

    @Test
    void guessesAreThrottledLikeThoseOfAnyLogIn() {
        for (int i = 0; i < 10; i++) {
            change("not the password", OWN).then().statusCode(401);
        }
        change(TEMPORARY, OWN).then().statusCode(429);
        login(name, TEMPORARY).then().statusCode(429);
    }
}
