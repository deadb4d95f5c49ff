package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.patching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.signet.testsupport.AtOnce;
import dev.signet.testsupport.OpenApi;
import dev.signet.testsupport.OpenApi.Operation;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TestCallers;
import dev.signet.testsupport.TestCallers.Caller;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestSessions;
import dev.signet.testsupport.TestUsers;
import dev.signet.token.key.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests of callers who lost their authority while the request was on its way. The tests take it away by SQL, so this replica has not
 * heard of it.
 */
@QuarkusTest
class StaleAuthorityTest {
    private static final String USERS = "/api/admin/users/";
    private static final int AT_ONCE = 16;

    @Inject
    Door door;

    @Inject
    TestCallers callers;

    @Inject
    TestUsers users;

    @Inject
    TestSessions sessions;

    @Inject
    OwnerDatabase database;

    @Inject
    Keys keys;

    /** A valid request for each operation below /api/admin that changes something. */
    private final Map<String, Function<String, Response>> changes = new TreeMap<>();

    private String admin;

    @BeforeEach
    void somethingToChange() throws JOSEException {
        admin = callers.user("admin").token();
        Caller user = callers.user();
        String userPath = USERS + user.subject();
        String role = "z-" + UUID.randomUUID();
        TestClients.TestClient client = TestClients.confidential().create();
        String clientPath = "/api/admin/clients/" + client.id();
        String secret = bearer(admin).get(clientPath + "/secrets").path("items[0].id");
        String jwk = new ECKeyGenerator(Curve.P_256).generate().toJSONString();
        String kid = keys.signing().kid();
        post("/api/admin/roles", Map.of("name", role)).apply(admin).then().statusCode(201);

        changes.put("POST /api/admin/users", post("/api/admin/users", newUser(users.freshName())));
        changes.put("PATCH /api/admin/users/{id}", patch(userPath, Map.of("displayName", "x")));
        changes.put("DELETE /api/admin/users/{id}", delete(userPath));
        changes.put("PUT /api/admin/users/{id}/password", token -> json(token)
                .body(Map.of("password", "another password"))
                .put(userPath + "/password"));
        changes.put("DELETE /api/admin/users/{id}/sessions", delete(userPath + "/sessions"));
        changes.put("DELETE /api/admin/sessions", delete("/api/admin/sessions?userId=" + user.subject()));
        changes.put("DELETE /api/admin/sessions/{id}", delete("/api/admin/sessions/" + user.session()));
        changes.put("POST /api/admin/roles", post("/api/admin/roles", Map.of("name", role + "2")));
        changes.put("PATCH /api/admin/roles/{name}", patch("/api/admin/roles/" + role, Map.of("description", "x")));
        changes.put("DELETE /api/admin/roles/{name}", delete("/api/admin/roles/" + role));
        changes.put("POST /api/admin/clients", post("/api/admin/clients", Map.of("name", "x")));
        changes.put("PATCH /api/admin/clients/{clientId}", patch(clientPath, Map.of("name", "x")));
        changes.put("DELETE /api/admin/clients/{clientId}", delete(clientPath));
        changes.put("POST /api/admin/clients/{clientId}/secret", post(clientPath + "/secret", Map.of()));
        changes.put("DELETE /api/admin/clients/{clientId}/secrets/{id}", delete(clientPath + "/secrets/" + secret));
        changes.put("POST /api/admin/keys/rotate", post("/api/admin/keys/rotate", Map.of()));
        changes.put("POST /api/admin/keys/import", post("/api/admin/keys/import", Map.of("jwk", jwk)));
        String cut = "/api/admin/audit-events/verification/cuts/" + UUID.randomUUID() + "/acknowledge";
        changes.put("POST /api/admin/audit-events/verification/cuts/{id}/acknowledge", post(cut, Map.of()));
        changes.put("POST /api/admin/keys/{kid}/withdraw", post("/api/admin/keys/" + kid + "/withdraw", Map.of()));
    }

    private static Map<String, Object> newUser(String name) {
        return Map.of("username", name, "password", TestUsers.PASSWORD, "roles", List.of("admin"));
    }

    private static RequestSpecification json(String token) {
        return bearer(token).header("If-Match", "*").contentType(ContentType.JSON);
    }

    private static Function<String, Response> post(String path, Object body) {
        return token -> json(token).body(body).post(path);
    }

    private static Function<String, Response> patch(String path, Object body) {
        return token -> patching(token).header("If-Match", "*").body(body).patch(path);
    }

    private static Function<String, Response> delete(String path) {
        return token -> bearer(token).header("If-Match", "*").delete(path);
    }

    private void execute(String sql, Caller caller) throws SQLException {
        database.execute(sql.replace(":subject", "'" + caller.subject() + "'")
                .replace(":session", "'" + caller.session() + "'"));
    }

    /** All requests are refused, each with one event. */
    private void changesNothing(Caller caller) {
        changes.forEach((operation, change) -> door.leavesEvents(
                        operation.contains("/keys/") ? 0 : 1, () -> change.apply(caller.token()))
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\", error_description=\"jwt revoked\"")
                .body("type", equalTo("urn:signet:problem:invalid-token"))
                .body("name", equalTo("TokenRevokedError")));
        List<String> outcomes = bearer(admin)
                .queryParam("actor", caller.subject())
                .get("/api/admin/audit-events")
                .path("items.outcome");
        assertThat(outcomes).hasSize(changes.size()).containsOnly("refused");
    }

    @Test
    void everyAdministrativeChangeIsTried() {
        OpenApi document = OpenApi.written();
        List<String> changing = document.operations().stream()
                .filter(operation -> operation.path().startsWith("/api/admin/")
                        && !operation.method().equals("GET"))
                .map(Operation::name)
                .toList();
        assertThat(changes.keySet()).isEqualTo(new TreeSet<>(changing));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "disabled; update signet_user set enabled = false where id = :subject",
                "demoted; update signet_user set roles = '{auditor}' where id = :subject",
                "cut off; update signet_user set tokens_valid_from = signet_now() + interval '1 hour' where id = :subject",
                "deleted; delete from signet_user where id = :subject",
                "logged out; update user_session set ended_at = signet_now() where id = :session",
                "without a session; delete from user_session where id = :session"
            })
    void userWhoWasEndedMeanwhileChangesNothing(String how, String sql) throws SQLException {
        Caller caller = callers.user("admin");
        execute(sql, caller);
        changesNothing(caller);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "disabled; update client set enabled = false where client_id = :subject",
                "with fewer roles; update client set roles = '{auditor}' where client_id = :subject",
                "narrowed; update client set tokens_valid_from = signet_now() + interval '1 hour' where client_id = :subject",
                "deleted; delete from client where client_id = :subject"
            })
    void clientThatWasEndedMeanwhileChangesNothing(String how, String sql) throws SQLException {
        Caller caller = callers.client("admin");
        execute(sql, caller);
        changesNothing(caller);
    }

    /** The requests wait for their turn to hash the password. */
    @Test
    void noUserIsMadeAfterTheSenderWasDisabled() throws Exception {
        Caller caller = callers.user("admin");
        String prefix = users.freshName();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Response>> answers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                Function<String, Response> one = post("/api/admin/users", newUser(prefix + "-" + i));
                answers.add(threads.submit(() -> one.apply(caller.token())));
            }
            SignetProcess.await(() -> made(prefix) > 0);
            disable(caller).then().statusCode(200);
            long made = made(prefix);
            for (Future<Response> answer : answers) {
                assertThat(answer.get().statusCode()).isIn(201, 401);
            }
            assertThat(made(prefix)).isEqualTo(made);
        } finally {
            threads.shutdownNow();
        }
    }

    private Response disable(Caller caller) {
        return patch(USERS + caller.subject(), Map.of("enabled", false)).apply(admin);
    }

    private int made(String prefix) {
        return bearer(admin)
                .queryParam("q", prefix)
                .get("/api/admin/users")
                .<List<?>>path("items")
                .size();
    }

    /** With shared locks of the caller's row, the exclusive lock for disabling would be granted only once the requests cease. */
    @Test
    void callerWhoSendsChangesWithoutPauseIsDisabledAllTheSame() throws Exception {
        Caller caller = callers.user("admin");
        Function<String, Response> change = patch(
                "/api/admin/clients/" + TestClients.confidential().create().id(), Map.of("name", "x"));
        AtomicBoolean disabled = new AtomicBoolean();
        List<Callable<Response>> requests = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            requests.add(() -> {
                while (!disabled.get()) {
                    var unused = change.apply(caller.token());
                }
                return change.apply(caller.token());
            });
        }
        requests.add(() -> {
            try {
                return disable(caller);
            } finally {
                disabled.set(true);
            }
        });
        List<Response> answers = AtOnce.atOnce(requests);
        assertThat(answers.get(AT_ONCE).statusCode()).isEqualTo(200);
        assertThat(answers.subList(0, AT_ONCE)).extracting(Response::statusCode).containsOnly(401);
    }

    /** Each locks what the other changes. */
    @Test
    void ofTwoAdministratorsWhoEndEachOtherAtOnceOneIsRefused() throws Exception {
        for (Function<Caller, Function<String, Response>> end : List.<Function<Caller, Function<String, Response>>>of(
                other -> patch(USERS + other.subject(), Map.of("enabled", false)),
                other -> delete(USERS + other.subject()),
                other -> delete(USERS + other.subject() + "/sessions"),
                other -> delete("/api/admin/sessions/" + other.session()))) {
            for (int round = 0; round < 5; round++) {
                Caller one = callers.user("admin");
                Caller other = callers.user("admin");
                List<Response> answers =
                        AtOnce.atOnce(List.of(() -> end.apply(other).apply(one.token()), () -> end.apply(one)
                                .apply(other.token())));
                assertThat(answers)
                        .filteredOn(answer -> answer.statusCode() == 401)
                        .hasSize(1);
                assertThat(answers)
                        .filteredOn(answer -> answer.statusCode() < 300)
                        .hasSize(1);
            }
        }
    }

    @Test
    void ofAUserAndAClientWhoDisableEachOtherAtOnceOneIsRefused() throws Exception {
        for (int round = 0; round < 5; round++) {
            Caller user = callers.user("admin");
            Caller client = callers.client("admin");
            List<Response> answers = AtOnce.atOnce(List.of(
                    () -> patch("/api/admin/clients/" + client.subject(), Map.of("enabled", false))
                            .apply(user.token()),
                    () -> patch(USERS + user.subject(), Map.of("enabled", false))
                            .apply(client.token())));
            assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(200, 401);
        }
    }

    @Test
    void administratorChangesThemselvesManyTimesAtOnce() throws Exception {
        Caller caller = callers.user("admin");
        Callable<Response> change = () ->
                patch(USERS + caller.subject(), Map.of("displayName", "x")).apply(caller.token());
        List<Callable<Response>> requests = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            requests.add(change);
        }
        assertThat(AtOnce.atOnce(requests)).extracting(Response::statusCode).containsOnly(200);
    }

    /** The own session is the latest, so it would be the first to end. */
    @Test
    void administratorEndsMoreSessionsThanFitInOneTransactionAndTheirOwnAmongThem() {
        Caller caller = callers.user("admin");
        sessions.copy(caller.name(), 250);
        delete("/api/admin/sessions?userId=" + caller.subject())
                .apply(caller.token())
                .then()
                .statusCode(204);
        assertThat(sessions.live(caller.name())).isZero();
        bearer(caller.token()).get("/api/me").then().statusCode(401);
    }
}
