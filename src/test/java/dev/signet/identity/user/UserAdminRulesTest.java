package dev.signet.identity.user;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.patching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jwt.SignedJWT;
import dev.signet.base.database.ReplicaLock;
import dev.signet.base.database.Sql;
import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TestDatabase;
import dev.signet.testsupport.TestUsers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody gets more out of administering users than they have. */
@QuarkusTest
class UserAdminRulesTest {
    private static final String USERS = "/api/admin/users/";

    @Inject
    TestUsers users;

    @Inject
    TestDatabase database;

    @Inject
    Sql sql;

    /** Somebody who is logged in. */
    private record Caller(String name, String id, String token) {}

    private Caller caller(String... roles) {
        String name = users.user(users.freshName()).roles(roles).create();
        String token = accessToken(name, TestUsers.PASSWORD);
        try {
            return new Caller(name, SignedJWT.parse(token).getJWTClaimsSet().getSubject(), token);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Response patch(Caller by, Caller whom, String body) {
        return patching(by.token()).header("If-Match", "*").body(body).patch(USERS + whom.id());
    }

    private static Response delete(Caller by, Caller whom) {
        return bearer(by.token()).header("If-Match", "*").delete(USERS + whom.id());
    }

    private static Response setPassword(Caller by, Caller whom) {
        return bearer(by.token())
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body(Map.of("password", "a password to take over with", "mustChangePassword", false))
                .put(USERS + whom.id() + "/password");
    }

    private static void beyond(Response answer) {
        answer.then().statusCode(403).body("type", equalTo("urn:signet:problem:beyond-own-roles"));
    }

    @ParameterizedTest
    @CsvSource({
        "admin, admin, 200",
        "admin, key-admin, 200",
        "user-admin, user-admin, 200",
        "user-admin, admin, 403",
        "user-admin, key-admin, 403",
        "user-admin, token-issuer, 403",
    })
    void onlyRolesOfOnesOwnAreGranted(String own, String role, int status) {
        Caller by = caller(own);
        Caller whom = caller();
        String before = users.row(whom.name());
        Response answer = patch(by, whom, "{\"roles\": [\"" + role + "\"]}");
        answer.then().statusCode(status);
        if (status == 403) {
            beyond(answer);
            assertThat(users.row(whom.name())).isEqualTo(before);
        }
        bearer(by.token())
                .contentType(ContentType.JSON)
                .body(Map.of("username", users.freshName(), "password", TestUsers.PASSWORD, "roles", List.of(role)))
                .post("/api/admin/users")
                .then()
                .statusCode(status == 200 ? 201 : status);
    }

    @Test
    void administratorsAreTouchedByAdministratorsOnly() {
        Caller by = caller("user-admin", "auditor");
        Caller whom = caller("admin");
        String before = users.row(whom.name());
        beyond(patch(by, whom, "{\"enabled\": false}"));
        beyond(patch(by, whom, "{\"roles\": []}"));
        beyond(patch(by, whom, "{\"displayName\": \"x\"}"));
        beyond(setPassword(by, whom));
        beyond(delete(by, whom));
        assertThat(users.row(whom.name())).isEqualTo(before);
        bearer(adminToken())
                .get("/api/admin/audit-events")
                .then()
                .rootPath("items.find { it.target == '" + whom.id() + "' }")
                .body("action", equalTo("user.delete"))
                .body("outcome", equalTo("refused"))
                .body("actor", equalTo(by.id()));
    }

    @Test
    void nobodyTakesOverWhoHoldsMoreRoles() {
        Caller by = caller("user-admin", "auditor");
        Caller more = caller("auditor", "key-admin");
        beyond(setPassword(by, more));
        // nor in two steps
        String before = users.row(more.name());
        beyond(patch(by, more, "{\"roles\": []}"));
        beyond(patch(by, more, "{\"roles\": [\"auditor\", \"user-admin\"]}"));
        assertThat(users.row(more.name())).isEqualTo(before);
        Caller whom = caller("auditor");
        setPassword(by, whom).then().statusCode(204);
        login(whom.name(), "a password to take over with").then().statusCode(200);
    }

    @Test
    void rolesThatOneHoldsAreTakenAway() {
        Caller whom = caller("auditor", "key-admin", "a role of its own");
        patch(caller("user-admin", "auditor"), whom, "{\"roles\": [\"key-admin\", \"a role of its own\"]}")
                .then()
                .statusCode(200);
        patch(caller("admin"), whom, "{\"roles\": []}").then().statusCode(200);
    }

    @Test
    void whoHoldsMoreRolesIsDisabledButNeitherEnabledNorDeleted() {
        Caller by = caller("user-admin");
        Caller whom = caller("key-admin");
        patch(by, whom, "{\"enabled\": false}").then().statusCode(200);
        String before = users.row(whom.name());
        beyond(patch(by, whom, "{\"enabled\": true}"));
        beyond(delete(by, whom));
        assertThat(users.row(whom.name())).isEqualTo(before);
        Caller other = caller("user-admin", "key-admin");
        patch(other, whom, "{\"enabled\": true}").then().statusCode(200);
        delete(other, whom).then().statusCode(204);
    }

    @Test
    void rolesThatAreThereMayStayWhateverTheyAre() {
        Caller whom = caller("a role of its own", "key-admin");
        patch(caller("admin"), whom, "{\"displayName\": \"x\"}").then().statusCode(200);
        patch(caller("user-admin"), whom, "{\"enabled\": false}").then().statusCode(200);
    }

    @Test
    void nobodyDisablesOrDeletesThemselves() {
        Caller by = caller("admin");
        patch(by, by, "{\"enabled\": false}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:signet:problem:oneself"));
        delete(by, by).then().statusCode(409).body("type", equalTo("urn:signet:problem:oneself"));
        patch(by, by, "{\"roles\": [\"auditor\"]}").then().statusCode(200);
    }

    @Test
    void ofAdministratorsWhoRemoveEachOtherAtOnceOneStays() throws Exception {
        Caller one = caller("admin");
        Caller other = caller("admin");
        List<UUID> others = enabledAdministratorsBut(one, other);
        enable(others, false);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Integer>> coup =
                    List.of(() -> patch(one, other, "{\"roles\": []}").statusCode(), () -> delete(other, one)
                            .statusCode());
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(coup)) {
                statuses.add(answer.get());
            }
            boolean oneWon = statuses.get(0) == 200;
            assertThat(statuses.get(oneWon ? 0 : 1)).isEqualTo(oneWon ? 200 : 204);
            // 401: the first was done when the second was asked for, and its token was revoked
            assertThat(statuses.get(oneWon ? 1 : 0)).isIn(409, 401);

            Caller left = oneWon ? one : other;
            patch(left, left, "{\"roles\": [\"auditor\"]}")
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:signet:problem:last-administrator"));
        } finally {
            threads.shutdownNow();
            enable(others, true);
        }
    }

    /** In each round both requests were let in before one of them changes anything. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"roles\": []}; {\"roles\": []}",
                "{\"enabled\": false}; {\"enabled\": false}",
                "{\"enabled\": false}; {\"roles\": [\"auditor\"]}"
            })
    void ofAdministratorsWhoDemoteEachOtherAtOnceTheSecondIsRefused(String patch, String patchBack) throws Exception {
        List<UUID> others = enabledAdministratorsBut();
        enable(others, false);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 3; round++) {
                Caller one = caller("admin");
                Caller other = caller("admin");
                List<Future<Response>> answers = QuarkusTransaction.requiringNew()
                        .call(() -> {
                            sql.hold(ReplicaLock.ADMINISTRATORS);
                            List<Future<Response>> coup = List.of(
                                    threads.submit(() -> patch(one, other, patch)),
                                    threads.submit(() -> patch(other, one, patchBack)));
                            awaitThatBothWait(coup);
                            return coup;
                        });
                Response first = answers.get(0).get();
                Response second = answers.get(1).get();
                boolean oneWon = first.statusCode() == 200;
                (oneWon ? first : second).then().statusCode(200);
                (oneWon ? second : first).then().statusCode(401).body("name", equalTo("TokenRevokedError"));
                UUID left = UUID.fromString((oneWon ? one : other).id());
                assertThat(enabledAdministratorsBut()).containsExactly(left);
                enable(List.of(left), false);
            }
        } finally {
            threads.shutdownNow();
            enable(others, true);
        }
    }

    /** One waits for the lock, the other for the rows of both; or one is done without the lock. */
    private void awaitThatBothWait(List<Future<Response>> both) {
        SignetProcess.await(() -> both.stream().anyMatch(Future::isDone) || waiting() >= both.size());
    }

    private long waiting() {
        return database.one(Long.class, "select count(distinct pid) from pg_locks where not granted");
    }

    private List<UUID> enabledAdministratorsBut(Caller... callers) {
        List<String> but = Arrays.stream(callers).map(Caller::id).toList();
        return database.list(User.class, "select * from signet_user").stream()
                .filter(User::isEnabledAdministrator)
                .filter(user -> !but.contains(user.subject()))
                .map(User::id)
                .toList();
    }

    private void enable(List<UUID> ids, boolean enabled) {
        ids.forEach(id -> database.execute("update signet_user set enabled = ? where id = ?", enabled, id));
    }
}
