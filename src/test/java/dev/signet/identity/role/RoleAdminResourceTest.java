package dev.signet.identity.role;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.patching;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.signet.base.protocol.Role;
import dev.signet.testsupport.ForgedCursors;
import dev.signet.testsupport.TestDatabase;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RoleAdminResourceTest {
    private static final String ROLES = "/api/admin/roles/";
    private static final String USERS = "/api/admin/users/";

    /** What somebody builds on Signet. */
    @Path("/orders-of-a-test")
    @RolesAllowed("Test:orders.read")
    public static class Orders {
        @GET
        @Operation(hidden = true)
        public String get() {
            return "orders";
        }
    }

    @Inject
    TestUsers users;

    @Inject
    TestDatabase database;

    private String admin;
    private String name;

    @BeforeEach
    void aRoleOfItsOwn() {
        admin = adminToken();
        name = "role-" + UUID.randomUUID();
        create(Map.of("name", name, "description", "as it was")).then().statusCode(201);
    }

    private Response create(Object body) {
        return bearer(admin).contentType(ContentType.JSON).body(body).post("/api/admin/roles");
    }

    private Response get(String role) {
        return bearer(admin).get(ROLES + role);
    }

    private Response patch(String role, String body) {
        return patching(admin).header("If-Match", "*").body(body).patch(ROLES + role);
    }

    private Response delete(String role) {
        return bearer(admin).header("If-Match", "*").delete(ROLES + role);
    }

    private String userWith(String... roles) {
        String username = users.user(users.freshName()).roles(roles).create();
        return bearer(admin).queryParam("q", username).get(USERS).path("items[0].id");
    }

    private Response grant(String user, String... roles) {
        return patching(admin)
                .header("If-Match", "*")
                .body("{\"roles\": [\"" + String.join("\", \"", roles) + "\"]}")
                .patch(USERS + user);
    }

    private String row(String role) {
        return database.one(
                String.class, "select coalesce(max(r::text), 'none') from signet_role r where name = ?", role);
    }

    @Test
    void roleThatIsMadeAgainHasNoVersionOfTheOneBefore() {
        String tag = get(name).header("ETag");
        for (int i = 0; i < 3; i++) {
            delete(name).then().statusCode(204);
            create(Map.of("name", name)).then().statusCode(201);
            patching(admin)
                    .header("If-Match", tag)
                    .body("{\"description\": \"by who read the one before\"}")
                    .patch(ROLES + name)
                    .then()
                    .statusCode(412);
            bearer(admin).header("If-Match", tag).delete(ROLES + name).then().statusCode(412);
            patch(name, "{\"description\": \"" + i + "\"}").then().statusCode(200);
        }
    }

    @Test
    void builtInRolesAreThere() {
        List<String> builtIn = new ArrayList<>();
        String next = "";
        do {
            Response page = bearer(admin).queryParam("limit", 200).get(ROLES + next);
            builtIn.addAll(page.then().statusCode(200).extract().path("items.findAll { it.builtIn }.name"));
            next = page.path("next") == null ? "" : "?cursor=" + page.path("next");
        } while (!next.isEmpty());
        assertThat(builtIn).containsExactlyElementsOf(Role.BUILT_IN);
        get("auditor")
                .then()
                .statusCode(200)
                .body("description", equalTo("Reads everything, changes nothing"))
                .body("builtIn", equalTo(true));
    }

    @Test
    void ownRoleIsMadeReadDescribedAndDeleted() {
        String another = "role-" + UUID.randomUUID();
        Response made = create(Map.of("name", another));
        made.then()
                .statusCode(201)
                .header("Location", ROLES + another)
                .body("name", equalTo(another))
                .body("description", nullValue())
                .body("builtIn", equalTo(false));
        get(another).then().statusCode(200).header("ETag", made.header("ETag"));
        Response described = patching(admin)
                .header("If-Match", made.header("ETag"))
                .body("{\"description\": \"for a test\"}")
                .patch(ROLES + another);
        described
                .then()
                .statusCode(200)
                .header("ETag", not(made.header("ETag")))
                .body("description", equalTo("for a test"));
        get(another).then().header("ETag", described.header("ETag")).body("description", equalTo("for a test"));
        patch(another, "{\"description\": null}").then().statusCode(200).body("description", nullValue());
        delete(another).then().statusCode(204);
        get(another).then().statusCode(404).contentType("application/problem+json");
        delete(another).then().statusCode(404);
    }

    @Test
    void changeNeedsTheVersionItWasMadeOn() {
        String stale = get(name).header("ETag");
        patch(name, "{\"description\": \"changed\"}").then().statusCode(200);
        String before = row(name);
        patching(admin).body("{}").patch(ROLES + name).then().statusCode(428);
        bearer(admin).delete(ROLES + name).then().statusCode(428);
        patching(admin)
                .header("If-Match", stale)
                .body("{\"description\": \"x\"}")
                .patch(ROLES + name)
                .then()
                .statusCode(412);
        bearer(admin).header("If-Match", stale).delete(ROLES + name).then().statusCode(412);
        assertThat(row(name)).isEqualTo(before);
    }

    @Test
    void builtInRolesStayAsTheyAre() {
        for (String role : Role.BUILT_IN) {
            String before = row(role);
            for (Response refused : List.of(patch(role, "{\"description\": \"x\"}"), delete(role))) {
                refused.then().statusCode(409).body("type", equalTo("urn:signet:problem:built-in-role"));
            }
            create(Map.of("name", role)).then().statusCode(409).body("type", equalTo("urn:signet:problem:role-exists"));
            assertThat(row(role)).isEqualTo(before);
        }
    }

    @Test
    void roleThatSomebodyHasIsNotDeleted() {
        String user = userWith("auditor");
        grant(user, "auditor", name).then().statusCode(200).body("roles", contains("auditor", name));
        delete(name).then().statusCode(409).body("type", equalTo("urn:signet:problem:role-in-use"));
        get(name).then().statusCode(200);
        grant(user, "auditor").then().statusCode(200);
        delete(name).then().statusCode(204);
        grant(user, name).then().statusCode(400).body("violations.field", contains("roles"));

        String another = "role-" + UUID.randomUUID();
        create(Map.of("name", another)).then().statusCode(201);
        grant(user, another).then().statusCode(200);
        bearer(admin).header("If-Match", "*").delete(USERS + user).then().statusCode(204);
        delete(another).then().statusCode(204);
    }

    @Test
    void ownRoleOpensWhatIsForItAndNothingElse() {
        create(Map.of("name", "Test:orders.read"));
        String reader = users.user(users.freshName()).roles("Test:orders.read").create();
        String other = users.user(users.freshName()).roles("test:orders.read").create();
        String token = accessToken(reader, TestUsers.PASSWORD);
        bearer(token).get("/orders-of-a-test").then().statusCode(200);
        bearer(token).get(ROLES).then().statusCode(403);
        bearer(accessToken(other, TestUsers.PASSWORD))
                .get("/orders-of-a-test")
                .then()
                .statusCode(403);
    }

    @Test
    void ownRolesAreGrantedByWhoHoldsThemOnly() {
        String user = userWith();
        String without = users.user(users.freshName()).roles("user-admin").create();
        String with = users.user(users.freshName()).roles("user-admin", name).create();
        for (String role : List.of(name, "a-role-that-is-none")) {
            patching(accessToken(without, TestUsers.PASSWORD))
                    .header("If-Match", "*")
                    .body("{\"roles\": [\"" + role + "\"]}")
                    .patch(USERS + user)
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("urn:signet:problem:beyond-own-roles"));
        }
        patching(accessToken(with, TestUsers.PASSWORD))
                .header("If-Match", "*")
                .body("{\"roles\": [\"" + name + "\"]}")
                .patch(USERS + user)
                .then()
                .statusCode(200);
    }

    @Test
    void roleThatIsGrantedAndDeletedAtOnceIsOneOrTheOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20; round++) {
                String user = userWith();
                String role = "role-" + UUID.randomUUID();
                create(Map.of("name", role)).then().statusCode(201);
                List<Callable<Integer>> both = List.of(
                        () -> grant(user, role).statusCode(), () -> delete(role).statusCode());
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> answer : threads.invokeAll(both)) {
                    statuses.add(answer.get());
                }
                boolean granted = statuses.get(0) == 200;
                assertThat(statuses).isEqualTo(granted ? List.of(200, 409) : List.of(400, 204));
                bearer(admin).get(USERS + user).then().body("roles.contains('" + role + "')", equalTo(granted));
                get(role).then().statusCode(granted ? 200 : 404);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void ofTwoWhoMakeARoleAtOnceOneDoes() throws Exception {
        String role = "role-" + UUID.randomUUID();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<Integer> making = () -> create(Map.of("name", role)).statusCode();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(List.of(making, making))) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(201, 409);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void pagesShowEveryRoleOnce() {
        for (String suffix : List.of(".a", ".b", ".c", "_x")) {
            create(Map.of("name", name + suffix)).then().statusCode(201);
        }
        var first = bearer(admin)
                .queryParam("q", name + ".")
                .queryParam("limit", 2)
                .get(ROLES)
                .then()
                .statusCode(200)
                .body("items.name", contains(name + ".a", name + ".b"))
                .extract();
        bearer(admin)
                .queryParam("q", name + ".")
                .queryParam("limit", 2)
                .queryParam("cursor", first.<String>path("next"))
                .get(ROLES)
                .then()
                .body("items.name", contains(name + ".c"))
                .body("next", nullValue());
        bearer(admin)
                .queryParam("cursor", first.<String>path("next"))
                .get(ROLES)
                .then()
                .statusCode(400)
                .body("violations.field", contains("cursor"));
        ForgedCursors.areRefused(first.path("next"), cursor -> bearer(admin)
                .queryParam("q", name + ".")
                .queryParam("cursor", cursor)
                .get(ROLES));
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, 1000000000", "cursor, !!", "q, a\u202eb"})
    void parameterOutOfBoundsIsNamed(String parameter, String value) {
        bearer(admin)
                .queryParam(parameter, value)
                .get(ROLES)
                .then()
                .statusCode(400)
                .body("violations.field", contains(parameter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "' or 1=1 --", "A"})
    void searchTextIsNoPattern(String q) {
        bearer(admin).queryParam("q", q).get(ROLES).then().statusCode(200).body("items.size()", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{}; name",
                "{\"name\": null}; name",
                "{\"name\": \"\"}; name",
                "{\"name\": \"**\"}; name",
                "{\"name\": \"1st\"}; name",
                "{\"name\": \"a b\"}; name",
                "{\"name\": \"a/b\"}; name",
                "{\"name\": \"a\\n\"}; name",
                "{\"name\": \"a\\u0000\"}; name",
                "{\"name\": \"\u0430dmin\"}; name",
                "{\"name\": [\"a\"]}; name",
                "{\"name\": \"refused\", \"description\": \"\"}; description",
                "{\"name\": \"refused\", \"description\": \"a\\nb\"}; description",
                "{\"name\": \"refused\", \"description\": {}}; description",
                "{\"name\": \"refused\", \"builtIn\": true}; builtIn"
            })
    void whatBreaksARuleMakesNoRole(String body, String field) {
        create(body).then().statusCode(400).body("violations.field", contains(field));
        get("refused").then().statusCode(404);
    }

    @Test
    void boundsAreReachedAndNotPassed() {
        String longest = (name + "x".repeat(64)).substring(0, 64);
        create(Map.of("name", longest, "description", "d".repeat(256))).then().statusCode(201);
        create(Map.of("name", longest + "x")).then().statusCode(400).body("violations.field", contains("name"));
        create(Map.of("name", "refused", "description", "d".repeat(257)))
                .then()
                .statusCode(400)
                .body("violations.field", contains("description"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{\"name\": \"other\"}; name",
                "{\"builtIn\": true}; builtIn",
                "{\"description\": \"\"}; description",
                "{\"description\": 1}; description"
            })
    void patchThatBreaksARuleChangesNothing(String body, String field) {
        String before = row(name);
        patch(name, body).then().statusCode(400).body("violations.field", contains(field));
        assertThat(row(name)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "%00", "%ff", "%ED%A0%80", "..%2froles", "%27%20or%201=1", "%25"})
    void whatIsNotThereIsNotFound(String unknown) {
        var raw = given().urlEncodingEnabled(false).header("Authorization", "Bearer " + admin);
        raw.get(ROLES + unknown).then().statusCode(404);
        raw.header("If-Match", "*").delete(ROLES + unknown).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "admin, 200, 404",
        "user-admin, 200, 403",
        "client-admin, 200, 403",
        "auditor, 200, 403",
        "key-admin, 403, 403",
        "token-issuer, 403, 403"
    })
    void onlyAdministratorsSayWhichRolesThereAre(String role, int read, int change) {
        String token = accessToken(users.user(users.freshName()).roles(role).create(), TestUsers.PASSWORD);
        bearer(token).get(ROLES).then().statusCode(read);
        bearer(token).get(ROLES + "auditor").then().statusCode(read);
        bearer(token)
                .contentType(ContentType.JSON)
                .body("{\"name\": \"auditor\"}")
                .post(ROLES)
                .then()
                .statusCode(change == 403 ? 403 : 409);
        patching(token)
                .header("If-Match", "*")
                .body("{}")
                .patch(ROLES + "none")
                .then()
                .statusCode(change);
        bearer(token).header("If-Match", "*").delete(ROLES + "none").then().statusCode(change);
    }

    @Test
    void changesAreAudited() {
        patch(name, "{\"description\": \"as it is\"}").then().statusCode(200);
        patch(name, "{\"description\": \"as it is\"}").then().statusCode(200);
        create(Map.of("name", name)).then().statusCode(409);
        delete(name).then().statusCode(204);
        bearer(admin)
                .get("/api/admin/audit-events")
                .then()
                .rootPath("items.findAll { it.target == '" + name + "' }")
                .body("action", contains("role.delete", "role.create", "role.change", "role.create"))
                .body("outcome", contains("success", "refused", "success", "success"))
                .body("[2].change.description.from", equalTo("as it was"))
                .body("[2].change.description.to", equalTo("as it is"));
    }

    @Test
    void nobodyHasMoreRolesThanATokenCanName() {
        String[] most = new String[HeldRoles.MOST + 1];
        for (int i = 0; i < most.length; i++) {
            most[i] = (name + "-" + i + "x".repeat(64)).substring(0, 64);
            create(Map.of("name", most[i])).then().statusCode(201);
        }
        String username = users.freshName();
        make(username, most).then().statusCode(400).body("violations.field", contains("roles"));
        assertThat(users.row(username)).isNull();
        make(users.freshName(), Arrays.copyOf(most, HeldRoles.MOST)).then().statusCode(201);
        String id = make(username).path("id");
        grant(id, most).then().statusCode(400).body("violations.field", contains("roles"));
        grant(id, Arrays.copyOf(most, HeldRoles.MOST)).then().statusCode(200);
        bearer(accessToken(username, TestUsers.PASSWORD))
                .get("/api/me")
                .then()
                .statusCode(200)
                .body("roles", hasItems(most[0], most[HeldRoles.MOST - 1]));
    }

    private Response make(String username, String... roles) {
        return bearer(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("username", username, "password", TestUsers.PASSWORD, "roles", List.of(roles)))
                .post("/api/admin/users");
    }
}
