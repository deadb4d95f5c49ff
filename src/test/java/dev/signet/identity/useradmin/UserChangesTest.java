package dev.signet.identity.useradmin;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.patching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.signet.identity.user.User;
import dev.signet.identity.user.UserChange;
import dev.signet.identity.user.UserRepository;
import dev.signet.testsupport.HeardChanges;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.TestUsers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UserChangesTest {
    private static final String USERS = "/api/admin/users/";
    private static final String PASSWORD = "chosen by an administrator";

    @Inject
    TestUsers users;

    @Inject
    HeardChanges heard;

    @Inject
    UserRepository repository;

    @Inject
    OwnerDatabase owner;

    private String admin;
    private String name;
    private String id;

    @BeforeEach
    void aUserThatWasMade() {
        admin = adminToken();
        name = users.freshName();
        id = create(Map.of("username", name, "password", PASSWORD, "roles", List.of("auditor")))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Response create(Object body) {
        return bearer(admin).contentType(ContentType.JSON).body(body).post("/api/admin/users");
    }

    private Response get(String of) {
        return bearer(admin).get(USERS + of);
    }

    private Response patch(String body) {
        return patching(admin)
                .header("If-Match", get(id).header("ETag"))
                .body(body)
                .patch(USERS + id);
    }

    private Response delete(String of) {
        return bearer(admin).header("If-Match", get(of).header("ETag")).delete(USERS + of);
    }

    /** A text that an older rule allowed is no reason to refuse a change of another member. */
    @Test
    void onlyMembersThatChangeAreHeldToTheRules() throws Exception {
        owner.execute("update signet_user set display_name = E'De\\u3164clared', email = 'no address' where id = '" + id
                + "'");
        patch("{\"enabled\": false}").then().statusCode(200).body("enabled", equalTo(false));
        patch("{\"displayName\": \"De\\u3164clared\", \"enabled\": true}")
                .then()
                .statusCode(200);
        patch("{\"displayName\": \"xDe\\u3164clared\"}")
                .then()
                .statusCode(400)
                .body("violations.field", contains("displayName"));
        patch("{\"displayName\": \"Seen\"}").then().statusCode(200).body("email", equalTo("no address"));
        patch("{\"email\": null}").then().statusCode(200).body("displayName", equalTo("Seen"));
    }

    @Test
    void nullAmongTheRolesIsRefused() {
        patch("{\"roles\": [null]}").then().statusCode(400);
    }

    @Test
    void onlyWhatThePatchNamesIsChanged() {
        patch("{\"email\": \"b@example.org\", \"displayName\": \"B\", \"mustChangePassword\": true}")
                .then()
                .statusCode(200)
                .body("email", equalTo("b@example.org"))
                .body("mustChangePassword", equalTo(true))
                .body("roles", contains("auditor"))
                .body("enabled", equalTo(true));
        patch("{\"email\": null}")
                .then()
                .statusCode(200)
                .body("email", nullValue())
                .body("displayName", equalTo("B"));
        assertThat(heard.of(id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{\"username\": \"other\"}; username",
                "{\"passwordHash\": \"x\"}; passwordHash",
                "{\"passwordHash\": null}; passwordHash",
                "{\"enabled\": null}; enabled",
                "{\"roles\": null}; roles",
                "{\"mustChangePassword\": null}; mustChangePassword",
                "{\"enabled\": \"false\"}; enabled",
                "{\"roles\": [\"root\"]}; roles",
                "{\"displayName\": \"\"}; displayName",
                "{\"displayName\": [\"B\"]}; displayName",
                "{\"email\": 1}; email"
            })
    void patchThatBreaksARuleChangesNothing(String body, String field) {
        String before = users.row(name);
        assertInvalid(patch(body), field);
        assertThat(users.row(name)).isEqualTo(before);
    }

    private static void assertInvalid(Response answer, String field) {
        answer.then()
                .statusCode(400)
                .body("type", equalTo("urn:signet:problem:invalid-request"))
                .body("violations.field", contains(field));
    }

    static Stream<Arguments> bounds() {
        return Stream.of(
                arguments("displayName", "x".repeat(128), "x".repeat(129)),
                arguments("email", NewUserTest.address(254), NewUserTest.address(255)));
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void boundsAreReachedAndNotPassed(String member, String reached, String passed) {
        String before = users.row(name);
        assertInvalid(patch("{\"" + member + "\": \"" + passed + "\"}"), member);
        assertThat(users.row(name)).isEqualTo(before);
        patch("{\"" + member + "\": \"" + reached + "\"}")
                .then()
                .statusCode(200)
                .body(member, equalTo(reached));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"text\"", "", "{\"email\": null, \"email\": \"a@b\"}"})
    void whatIsNoPatchIsRefused(String body) {
        patch(body).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void patchIsAMediaTypeOfItsOwn() {
        bearer(admin)
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body("{}")
                .patch(USERS + id)
                .then()
                .statusCode(415);
    }

    @Test
    void changeNeedsTheVersionItWasMadeOn() {
        String stale = get(id).header("ETag");
        String fresh = patch("{\"displayName\": \"changed\"}").header("ETag");
        assertThat(fresh).isNotEqualTo(stale).isEqualTo(get(id).header("ETag"));
        String before = users.row(name);

        var patch = patching(admin).body("{\"displayName\": \"again\"}");
        patch.patch(USERS + id)
                .then()
                .statusCode(428)
                .body("type", equalTo("urn:signet:problem:precondition-required"));
        patch.header("If-Match", stale)
                .patch(USERS + id)
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:signet:problem:precondition-failed"));
        bearer(admin).delete(USERS + id).then().statusCode(428);
        bearer(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("password", "not this one"))
                .put(USERS + id + "/password")
                .then()
                .statusCode(428);
        bearer(admin).header("If-Match", stale).delete(USERS + id).then().statusCode(412);
        bearer(admin)
                .header("If-Match", stale)
                .contentType(ContentType.JSON)
                .body(Map.of("password", "not this one"))
                .put(USERS + id + "/password")
                .then()
                .statusCode(412);
        assertThat(users.row(name)).isEqualTo(before);
    }

    @Test
    void rolesAndDisablingEndWhatWasHandedOutBefore() {
        patch("{\"roles\": [\"key-admin\"]}").then().statusCode(200).body("roles", contains("key-admin"));
        Optional<Instant> first = validFrom();
        assertThat(heard.of(id)).singleElement().isInstanceOf(UserChange.RolesChanged.class);
        assertThat(first).isPresent();

        patch("{\"enabled\": false}").then().statusCode(200).body("enabled", equalTo(false));
        assertThat(heard.of(id)).last().isInstanceOf(UserChange.Disabled.class);
        assertThat(validFrom().orElseThrow()).isAfter(first.orElseThrow());
        login(name, PASSWORD).then().statusCode(401);

        patch("{\"enabled\": true}").then().statusCode(200);
        assertThat(heard.of(id)).hasSize(2);
        login(name, PASSWORD).then().statusCode(200);
    }

    private Optional<Instant> validFrom() {
        return QuarkusTransaction.requiringNew()
                .call(() -> repository.bySubject(id).map(User::tokensValidFrom));
    }

    @Test
    void observerThatFailsUndoesTheChange() {
        String before = users.row(name);
        heard.failFor(id);
        patch("{\"enabled\": false}").then().statusCode(500);
        delete(id).then().statusCode(500);
        heard.failFor("");
        assertThat(users.row(name)).isEqualTo(before);
    }

    @Test
    void changesAreAuditedWithWhatWasDifferent() {
        patch("{\"displayName\": \"after\", \"roles\": [\"auditor\"]}").then().statusCode(200);
        patch("{\"displayName\": \"after\"}").then().statusCode(200);
        setPassword("{\"password\": \"the secret of nobody\"}");
        patch("{\"roles\": [\"root\"]}").then().statusCode(400);
        delete(id).then().statusCode(204);
        bearer(admin)
                .get("/api/admin/audit-events")
                .then()
                .body(
                        "items.findAll { it.target == '" + id + "' }.action",
                        contains("user.delete", "user.change", "user.set-password", "user.change", "user.create"))
                .body(
                        "items.findAll { it.target == '" + id + "' }.outcome",
                        contains("success", "refused", "success", "success", "success"))
                .body("items.findAll { it.target == '" + id + "' }[3].change.displayName.to", equalTo("after"))
                .body("items.findAll { it.target == '" + id + "' }[3].change.keySet()", contains("displayName"))
                .body(not(containsString("the secret of nobody")));
    }

    private void setPassword(String body) {
        putPassword(get(id).header("ETag"), body).then().statusCode(204);
    }

    private Response putPassword(String ifMatch, String body) {
        return bearer(admin)
                .header("If-Match", ifMatch)
                .contentType(ContentType.JSON)
                .body(body)
                .put(USERS + id + "/password");
    }

    @Test
    void passwordThatIsSetIsToBeChangedUnlessSaidOtherwise() {
        setPassword("{\"password\": \"set by another\"}");
        get(id).then().body("mustChangePassword", equalTo(true));
        login(name, PASSWORD).then().statusCode(401);
        login(name, "set by another").then().statusCode(403);
        assertThat(heard.of(id))
                .singleElement()
                .isInstanceOfSatisfying(UserChange.PasswordChanged.class, told -> assertThat(told.exceptSession())
                        .isEmpty());
        setPassword("{\"password\": \"set once more\", \"mustChangePassword\": false}");
        get(id).then().body("mustChangePassword", equalTo(false));
        login(name, "set once more").then().statusCode(200);
    }

    @Test
    void ownPasswordClearsMustChange() {
        String token = accessToken(name, PASSWORD);
        patch("{\"mustChangePassword\": true}").then().statusCode(200);
        bearer(token)
                .contentType(ContentType.JSON)
                .body(Map.of("currentPassword", PASSWORD, "newPassword", "chosen by the user"))
                .put("/api/me/password")
                .then()
                .statusCode(204);
        get(id).then().body("mustChangePassword", equalTo(false));
    }

    @Test
    void ofTwoAdministratorsWhoChangeOneUserAtOnceTheLaterIsTold() throws Exception {
        String read = get(id).header("ETag");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Integer>> both = List.of(changing(read, "one"), changing(read, "other"));
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(both)) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 412);
            get(id).then().body("displayName", equalTo(statuses.get(0) == 200 ? "one" : "other"));
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Integer> changing(String read, String displayName) {
        return () -> patching(admin)
                .header("If-Match", read)
                .body("{\"displayName\": \"" + displayName + "\"}")
                .patch(USERS + id)
                .statusCode();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{}; password",
                "{\"password\": null}; password",
                "{\"password\": 1234567890}; password",
                "{\"password\": [\"long enough\"]}; password",
                "{\"password\": \"Password1\"}; password",
                "{\"password\": \"long enough\", \"mustChangePassword\": \"no\"}; mustChangePassword",
                "{\"password\": \"long enough\", \"mustChangePassword\": 0}; mustChangePassword",
                "{\"password\": \"long enough\", \"currentPassword\": \"x\"}; currentPassword"
            })
    void passwordThatBreaksARuleIsNotSet(String body, String field) {
        String before = users.row(name);
        assertInvalid(putPassword("*", body), field);
        assertThat(users.row(name)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"long enough\"", "", "{"})
    void whatIsNoPasswordToSetIsRefused(String body) {
        String before = users.row(name);
        putPassword("*", body).then().statusCode(400).contentType("application/problem+json");
        assertThat(users.row(name)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"7, 400", "8, 204", "128, 204", "129, 400"})
    void passwordHasEightTo128Characters(int length, int status) {
        String before = users.row(name);
        Response answer = putPassword("*", "{\"password\": \"" + "\ud83d\udc1f".repeat(length) + "\"}");
        answer.then().statusCode(status);
        if (status == 400) {
            assertInvalid(answer, "password");
            assertThat(users.row(name)).isEqualTo(before);
        }
    }

    @Test
    void nameIsNoPassword() {
        String before = users.row(name);
        assertInvalid(putPassword("*", "{\"password\": \"" + name.toUpperCase(Locale.ROOT) + "\"}"), "password");
        assertThat(users.row(name)).isEqualTo(before);
    }

    @Test
    void deletedUserIsGoneAndTheNameIsFreeButTheIdIsNot() {
        delete(id).then().statusCode(204);
        get(id).then().statusCode(404).contentType("application/problem+json");
        login(name, PASSWORD).then().statusCode(401);
        assertThat(heard.of(id)).singleElement().isInstanceOf(UserChange.Deleted.class);
        create(Map.of("username", name, "password", PASSWORD))
                .then()
                .statusCode(201)
                .body("id", not(equalTo(id)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-7000-8000-000000000000", "no-uuid", "1", "%27%20or%201=1", "%00", "%ff"})
    void whoIsNotThereIsNotFound(String unknown) {
        var raw = bearer(admin).urlEncodingEnabled(false).header("If-Match", "*");
        raw.get(USERS + unknown).then().statusCode(404).contentType("application/problem+json");
        raw.delete(USERS + unknown).then().statusCode(404);
        patching(admin)
                .urlEncodingEnabled(false)
                .header("If-Match", "*")
                .body("{}")
                .patch(USERS + unknown)
                .then()
                .statusCode(404);
        raw.contentType(ContentType.JSON)
                .body(Map.of("password", "long enough"))
                .put(USERS + unknown + "/password")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }
}
