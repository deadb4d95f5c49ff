package dev.signet.endpoint.login;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.loginFrom;
import static dev.signet.testsupport.SignetApi.logout;
import static dev.signet.testsupport.SignetApi.me;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.admin.auditlog.AuditTally;
import dev.signet.testsupport.LogLines;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What log-ins leave in the audit trail. */
@QuarkusTest
@NullUnmarked
class AuditedLoginTest {
    /** More than the throttle lets through, by far. */
    private static final int MOST_GUESSES = 100;

    @Inject
    TestUsers users;

    @Inject
    AuditTally tally;

    private String name;
    private String subject;

    @BeforeEach
    void aUser() {
        name = users.user(users.freshName()).roles("auditor").create();
        subject = users.id(name);
        tally.flush();
    }

    @Test
    void successIsAnEventOfTheUserEachTime() {
        login(name, TestUsers.PASSWORD).then().statusCode(200);
        login(name, TestUsers.PASSWORD).then().statusCode(200);
        assertThat(events("target", subject)).hasSize(2).allSatisfy(event -> assertThat(event)
                .containsEntry("actor", subject)
                .containsEntry("actorName", name)
                .containsEntry("actorRoles", List.of("auditor"))
                .containsEntry("outcome", "success")
                .containsEntry("address", "127.0.0.1")
                .containsKey("correlationId"));
    }

    @Test
    void logInNamesItsSessionSoThatItsEndIsFound() {
        var tokens = tokens(login(name, TestUsers.PASSWORD));
        String session = me(tokens.accessToken()).path("sessionId");
        assertThat(change(only("target", subject)))
                .containsEntry("session", session)
                .containsEntry("client", "signet");
        logout(tokens.accessToken()).then().statusCode(204);
        bearer(adminToken())
                .queryParam("target", subject)
                .queryParam("action", "session.end")
                .get("/api/admin/audit-events")
                .then()
                .body("items.change.session", equalTo(List.of(session)));
    }

    @Test
    void wrongPasswordsAreCountedForTheUser() {
        for (int i = 0; i < 3; i++) {
            login(name, "not the password").then().statusCode(401);
        }
        tally.flush();
        var event = only("target", subject);
        assertThat(event)
                .containsEntry("actor", "anonymous")
                .containsEntry("outcome", "refused")
                .containsEntry("address", "127.0.0.1");
        assertThat(change(event)).containsEntry("reason", "wrong password").containsEntry("count", 3);
    }

    @Test
    void disabledUserIsTold() {
        String disabled = users.user(users.freshName()).disabled().create();
        login(disabled, TestUsers.PASSWORD).then().statusCode(401);
        tally.flush();
        assertThat(change(only("target", users.id(disabled)))).containsEntry("reason", "disabled");
    }

    @Test
    void whatWasTypedForAUserNameIsNowhere() {
        String typed = "my secret password " + users.freshName();
        try (LogLines log = new LogLines("dev.signet.audit")) {
            loginFrom("127.7.0.1", typed, "x-x-x-x-x-x").then().statusCode(401);
            tally.flush();
            assertThat(log.with("my secret password")).isEmpty();
            assertThat(log.with("127.7.0.1")).hasSize(1);
        }
        var event = events("target", "unknown").stream()
                .filter(failed -> "127.7.0.1".equals(failed.get("address")))
                .findFirst()
                .orElseThrow();
        assertThat(change(event)).containsEntry("reason", "no such user").containsEntry("count", 1);
        assertThat(event.toString()).doesNotContain("secret");
    }

    @Test
    void throttledLoginsAreCountedByAddress() {
        int failures = 0;
        while (loginFrom("127.7.0.2", name, "not the password").statusCode() == 401) {
            assertThat(++failures).as("guesses").isLessThan(MOST_GUESSES);
        }
        tally.flush();
        assertThat(change(only("target", subject))).containsEntry("count", failures);
        var throttled = events("target", "unknown").stream()
                .filter(failed -> "127.7.0.2".equals(failed.get("address")))
                .findFirst()
                .orElseThrow();
        assertThat(change(throttled))
                .containsEntry("reason", "too many attempts")
                .containsEntry("count", 1);
    }

    @Test
    void throttledChangesOfThePasswordAreCountedToo() {
        String token = login(name, TestUsers.PASSWORD).path("access_token");
        int status;
        int guesses = 0;
        do {
            assertThat(++guesses).as("guesses").isLessThan(MOST_GUESSES);
            status = bearer(token)
                    .contentType(ContentType.JSON)
                    .body(Map.of("currentPassword", "not the password", "newPassword", "another password"))
                    .put("/api/me/password")
                    .statusCode();
        } while (status == 400);
        assertThat(status).isEqualTo(429);
        tally.flush();
        assertThat(events("actor", subject).stream()
                        .filter(event -> event.get("action").equals("user.change-password"))
                        .map(AuditedLoginTest::change)
                        .filter(change -> "too many attempts".equals(change.get("reason"))))
                .hasSize(1);
    }

    private Map<String, Object> only(String filter, String value) {
        List<Map<String, Object>> found = events(filter, value);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static List<Map<String, Object>> events(String filter, String value) {
        return bearer(adminToken())
                .queryParam(filter, value)
                .queryParam("action", "user.")
                .queryParam("limit", 200)
                .get("/api/admin/audit-events")
                .path("items");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> change(Map<String, Object> event) {
        return (Map<String, Object>) event.get("change");
    }
}
