package dev.signet.session.list;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.logout;
import static dev.signet.testsupport.SignetApi.me;
import static dev.signet.testsupport.SignetApi.refresh;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jwt.SignedJWT;
import dev.signet.session.lifecycle.SessionEnds;
import dev.signet.testsupport.ForgedCursors;
import dev.signet.testsupport.MutableClock;
import dev.signet.testsupport.TestDatabase;
import dev.signet.testsupport.TestUsers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions as administrators find them. */
@QuarkusTest
class SessionListTest {
    private static final String SESSIONS = "/api/admin/sessions";

    @Inject
    TestUsers users;

    @Inject
    TestDatabase database;

    @Inject
    MutableClock clock;

    private String admin;
    private String name;
    private String userId;
    private String first;
    private Instant between;
    private String second;

    @BeforeEach
    void aUserWithTwoSessions() {
        admin = adminToken();
        name = users.user(users.freshName()).create();
        userId = users.id(name);
        first = open(name);
        between = clock.instant();
        second = open(name);
    }

    private Response list(Map<String, ?> wanted) {
        return bearer(admin).queryParams(wanted).get(SESSIONS);
    }

    private List<String> ids(Map<String, ?> wanted) {
        return list(wanted).then().statusCode(200).extract().path("items.id");
    }

    private Response end(Map<String, ?> wanted) {
        return bearer(admin).queryParams(wanted).delete(SESSIONS);
    }

    @Test
    void administratorEndsThoseOfWhichAllIsTrueAndNoOthers() {
        end(Map.of("userId", userId, "createdBefore", between.toString()))
                .then()
                .statusCode(204);
        assertThat(ids(Map.of("userId", userId))).containsExactly(second);
        end(Map.of("userId", userId, "clientId", "no-such-client")).then().statusCode(204);
        assertThat(ids(Map.of("userId", userId))).containsExactly(second);
        end(Map.of("userId", userId, "clientId", "signet")).then().statusCode(204);
        assertThat(ids(Map.of("userId", userId))).isEmpty();
        bearer(admin)
                .queryParam("target", userId)
                .queryParam("action", "session.end")
                .get("/api/admin/audit-events")
                .then()
                .body("items.change.session", equalTo(List.of(second, first)))
                .body("items.change.reason", equalTo(List.of("administrator", "administrator")));
        bearer(admin)
                .queryParam("action", "session.end-many")
                .get("/api/admin/audit-events")
                .then()
                .body("items[0].target", equalTo("{clientId=signet, userId=" + userId + "}"));
    }

    @Test
    void endingEndsTheTokensToo() {
        String name = users.user(users.freshName()).create();
        var tokens = tokens(login(name, TestUsers.PASSWORD));
        end(Map.of("userId", users.id(name))).then().statusCode(204);
        me(tokens.accessToken()).then().statusCode(401).body("name", equalTo("TokenRevokedError"));
        refresh(tokens.refreshToken()).then().statusCode(401);
    }

    @Test
    void moreThanFitInOneTransactionAreEndedToo() {
        String name = users.user(users.freshName()).create();
        UUID user = UUID.fromString(users.id(name));
        QuarkusTransaction.requiringNew().run(() -> {
            for (int i = 0; i <= SessionEnds.AT_ONCE; i++) {
                database.execute(
                        "insert into user_session select (jsonb_populate_record(s, jsonb_build_object("
                                + "'id', gen_random_uuid(), 'user_id', cast(? as text)))).* from user_session s"
                                + " where id = cast(? as uuid)",
                        user.toString(),
                        first);
            }
        });
        assertThat(ids(Map.of("userId", user.toString(), "limit", 200))).hasSize(SessionEnds.AT_ONCE + 1);
        end(Map.of("userId", user.toString())).then().statusCode(204);
        assertThat(ids(Map.of("userId", user.toString()))).isEmpty();
    }

    @Test
    void nobodyEndsAllSessionsByLeavingFiltersOut() {
        end(Map.of()).then().statusCode(400).body("violations.field", equalTo(List.of("userId")));
        end(Map.of("userId", "nobody")).then().statusCode(400);
        end(Map.of("createdBefore", "yesterday")).then().statusCode(400);
        String until = clock.instant().toString();
        for (String mistake : List.of("userId=", "userid=" + userId, "userId=" + userId + "&userId=" + userId)) {
            bearer(admin)
                    .queryParam("createdBefore", until)
                    .delete(SESSIONS + "?" + mistake)
                    .then()
                    .statusCode(400)
                    .body("violations.field", equalTo(List.of(mistake.split("=", 2)[0])));
        }
        assertThat(ids(Map.of("userId", userId))).containsExactly(second, first);
    }

    @Test
    void filtersLeaveOnlyThoseOfWhichAllIsTrue() {
        assertThat(ids(Map.of("userId", userId))).containsExactly(second, first);
        assertThat(ids(Map.of("userId", userId, "clientId", "signet"))).containsExactly(second, first);
        assertThat(ids(Map.of("userId", userId, "clientId", "another"))).isEmpty();
        assertThat(ids(Map.of("userId", userId, "createdBefore", between.toString())))
                .containsExactly(first);
        assertThat(ids(Map.of("userId", userId, "createdBefore", "1970-01-01T00:00:00Z")))
                .isEmpty();
        assertThat(ids(Map.of("userId", UUID.randomUUID()))).isEmpty();
        // what other tests left behind is there too
        assertThat(ids(Map.of("clientId", "signet", "limit", 2))).hasSize(2);
        assertThat(ids(Map.of("limit", 2))).hasSize(2);
    }

    @Test
    void sessionThatIsOverIsNotShown() {
        String another = users.user(users.freshName()).create();
        Map<String, Object> wanted = Map.of("userId", users.id(another));
        String token = accessToken(another, TestUsers.PASSWORD);
        assertThat(ids(wanted)).hasSize(1);
        logout(token).then().statusCode(204);
        assertThat(ids(wanted)).isEmpty();
    }

    @Test
    void pagesGoOnWhereTheOneBeforeEnded() {
        Map<String, Object> wanted = Map.of("userId", userId, "limit", 1);
        Response page = list(wanted);
        page.then().body("items.id", contains(second)).body("items[0].current", equalTo(false));
        String next = page.path("next");
        bearer(admin)
                .queryParams(wanted)
                .queryParam("cursor", next)
                .get(SESSIONS)
                .then()
                .statusCode(200)
                .body("items.id", contains(first));
        list(Map.of("cursor", next)).then().statusCode(400).body("violations.field", contains("cursor"));
        ForgedCursors.areRefused(next, cursor -> bearer(admin)
                .queryParams(wanted)
                .queryParam("cursor", cursor)
                .get(SESSIONS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/admin/sessions?userId=USER&limit=1", "/api/admin/users/USER/sessions?limit=1"})
    void sessionThatIsOpenedMeanwhileIsOnNoLaterPage(String list) {
        String address = list.replace("USER", userId);
        Response page = bearer(admin).get(address);
        page.then().statusCode(200).body("items.id", contains(second));
        open(name);
        bearer(admin)
                .queryParam("cursor", page.<String>path("next"))
                .get(address)
                .then()
                .statusCode(200)
                .body("items.id", contains(first))
                .body("next", nullValue());
    }

    /** Logs in once more; returns the session. */
    private static String open(String name) {
        try {
            return SignedJWT.parse(accessToken(name, TestUsers.PASSWORD))
                    .getJWTClaimsSet()
                    .getStringClaim("sid");
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sessionsOf(String user) {
        return "/api/admin/users/" + user + "/sessions";
    }

    @ParameterizedTest
    @CsvSource({
        "userId, 1",
        "userId, ' or 1=1 --'",
        "createdBefore, yesterday",
        "createdBefore, 2026-01-31",
        "createdBefore, 1969-12-31T23:59:59Z",
        "createdBefore, +999999999-01-01T00:00:00Z",
        "limit, 0",
        "limit, 201",
        "limit, 1000000000",
        "limit, abc",
        "clientId, 'a\u202eb'",
        "cursor, AA"
    })
    void parameterOutOfBoundsIsNamed(String parameter, String value) {
        list(Map.of(parameter, value)).then().statusCode(400).body("violations.field", contains(parameter));
    }

    @Test
    void clientIdHasAtMost256Characters() {
        assertThat(ids(Map.of("clientId", "x".repeat(256)))).isEmpty();
        list(Map.of("clientId", "x".repeat(257))).then().statusCode(400).body("violations.field", contains("clientId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "s%", "signe_", "' or '1'='1", "signet'; drop table user_session; --", "\\"})
    void textOfAFilterIsNoPattern(String text) {
        assertThat(ids(Map.of("clientId", text))).isEmpty();
        assertThat(ids(Map.of("userId", userId))).containsExactly(second, first);
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, 201", "limit, 1000000000", "limit, abc", "cursor, AA", "cursor, !!"})
    void parameterOutOfBoundsIsNamedForOneUserToo(String parameter, String value) {
        bearer(admin)
                .queryParam(parameter, value)
                .get(sessionsOf(userId))
                .then()
                .statusCode(400)
                .body("violations.field", contains(parameter));
    }

    @Test
    void cursorOfOneUserIsNoneOfAnother() {
        String next = bearer(admin).get(sessionsOf(userId) + "?limit=1").path("next");
        ForgedCursors.areRefused(
                next, cursor -> bearer(admin).queryParam("cursor", cursor).get(sessionsOf(userId)));
        bearer(admin)
                .queryParam("cursor", next)
                .get(sessionsOf(users.id("admin")))
                .then()
                .statusCode(400)
                .body("violations.field", contains("cursor"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-7000-8000-000000000000", "no-uuid", "1", "%27%20or%201=1", "%00", "%ff"})
    void sessionsOfNobodyAreNeitherShownNorEnded(String unknown) {
        var raw = bearer(admin).urlEncodingEnabled(false);
        for (Response answer : List.of(
                raw.get(sessionsOf(unknown)), raw.delete(sessionsOf(unknown)), raw.delete(SESSIONS + "/" + unknown))) {
            answer.then().statusCode(404).contentType("application/problem+json");
        }
        assertThat(ids(Map.of("userId", userId))).containsExactly(second, first);
    }

    @ParameterizedTest
    @CsvSource({"admin, 200", "user-admin, 200", "auditor, 200", "client-admin, 403", "key-admin, 403"})
    void onlyTheRolesOfTheContractMayList(String role, int status) {
        String token = accessToken(users.user(users.freshName()).roles(role).create(), TestUsers.PASSWORD);
        bearer(token).get(SESSIONS).then().statusCode(status);
    }

    /** Or each refresh would write to every index (heap-only tuples). */
    @Test
    void noColumnThatARefreshChangesIsIndexed() {
        assertThat(database.list(
                        String.class,
                        "select distinct attname::text from pg_index join pg_attribute on attrelid = indrelid"
                                + " and attnum = any(indkey) where indrelid = 'user_session'::regclass"))
                .containsExactlyInAnyOrder("id", "user_id", "client_id", "sweep_at", "ended_at");
    }
}
