package dev.signet.attack;

import static dev.signet.testsupport.SignetApi.accessToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.loginWith;
import static dev.signet.testsupport.SignetApi.patching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.TestCallers;
import dev.signet.testsupport.TestCallers.Caller;
import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Administrators who try to use roles that they do not hold, through a client or user that has these roles. */
@QuarkusTest
class GrowingAuthorityTest {
    private static final String CLIENTS = "/api/admin/clients";
    private static final String USERS = "/api/admin/users";
    private static final String KNOWN = "known to an administrator";

    @Inject
    TestCallers callers;

    @Inject
    TestUsers users;

    private String admin;
    private Caller clientAdmin;
    private Caller userAdmin;
    private TestClient mighty;

    @BeforeEach
    void aClientThatHasMoreThanItsAdministrator() {
        admin = callers.user("admin").token();
        clientAdmin = callers.user("client-admin");
        userAdmin = callers.user("user-admin");
        mighty = TestClients.confidential()
                .audiences("orders", "stock")
                .scopes("read", "write")
                .roles("admin")
                .with("tokenLifespan", 60)
                .with("redirectUris", List.of("https://app.example/a", "https://app.example/b"))
                .create();
    }

    private static Response patch(Caller by, String path, Object body) {
        return patching(by.token()).header("If-Match", "*").body(body).patch(path);
    }

    private static Response post(Caller by, String key, String path, Object body) {
        return bearer(by.token())
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }

    /** Who set a password could log in with the roles that another administrator gives. */
    @Test
    void rolesAreNotGivenToAUserWhosePasswordIsKnownToWhoLacksThem() {
        String name = users.freshName();
        String id = made(name, false);
        String before = users.row(name);
        known(give(id, "auditor"));
        known(patch(root(), USERS + "/" + id, Map.of("roles", List.of("admin"), "mustChangePassword", true)));
        assertThat(users.row(name)).isEqualTo(before);
        setPassword(root(), id, "set by an admin").then().statusCode(204);
        give(id, "auditor").then().statusCode(200);
    }

    @Test
    void passwordThatIsSetLaterCountsTheSame() {
        String name = users.freshName();
        String id = made(name, false);
        setPassword(root(), id, "set by an admin").then().statusCode(204);
        setPassword(userAdmin, id, KNOWN).then().statusCode(204);
        known(give(id, "auditor"));
        bearer(accessToken(name, KNOWN))
                .contentType(ContentType.JSON)
                .body(Map.of("currentPassword", KNOWN, "newPassword", "the choice of the user"))
                .put("/api/me/password")
                .then()
                .statusCode(204);
        give(id, "auditor").then().statusCode(200);
    }

    /** One that has to be changed can be changed by who knows it; after that it is the user's own. */
    @Test
    void temporaryPasswordIsKnownUntilItIsReplaced() {
        String name = users.freshName();
        String id = made(name, true);
        known(give(id, "auditor"));
        loginWith(Map.of("username", name, "password", KNOWN, "newPassword", "the choice of the user"))
                .then()
                .statusCode(200);
        give(id, "auditor").then().statusCode(200);
    }

    @Test
    void rolesThatTheyHoldThemselvesAreGiven() {
        give(made(users.freshName(), false), "user-admin").then().statusCode(200);
    }

    private Caller root() {
        return new Caller(null, "admin", null, admin);
    }

    private String made(String name, boolean mustChange) {
        Map<String, ?> made = Map.of("username", name, "password", KNOWN, "mustChangePassword", mustChange);
        return post(userAdmin, UUID.randomUUID().toString(), USERS, made)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Response give(String id, String role) {
        return patch(root(), USERS + "/" + id, Map.of("roles", List.of(role)));
    }

    private static void known(Response answer) {
        answer.then().statusCode(409).body("type", equalTo("urn:signet:problem:credential-known"));
    }

    private static Response setPassword(Caller by, String id, String password) {
        return bearer(by.token())
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body(Map.of("password", password, "mustChangePassword", false))
                .put(USERS + "/" + id + "/password");
    }

    private static String path(TestClient client) {
        return CLIENTS + "/" + client.id();
    }

    private static void beyond(Response answer, String detail) {
        answer.then()
                .statusCode(403)
                .body("type", equalTo("urn:signet:problem:beyond-own-roles"))
                .body("detail", containsString(detail));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"audiences\": [\"orders\", \"stock\", \"signet\"]}",
                "{\"grants\": [\"client_credentials\", \"refresh_token\"]}",
                "{\"scopes\": [\"read\", \"write\", \"more\"]}",
                "{\"redirectUris\": [\"https://app.example/a\", \"https://thief.example/\"]}",
                "{\"tokenLifespan\": 61}",
                "{\"tokenLifespan\": null}",
                "{\"tokenAlgorithm\": \"RS256\"}",
                "{\"authMethod\": \"client_secret_post\"}",
                "{\"name\": \"Another\"}",
                "{\"roles\": [\"admin\", \"client-admin\"]}"
            })
    void clientThatHasMoreIsNotWidened(String patch) {
        String before = bearer(admin).get(path(mighty)).asString();
        String member = patch.substring(2, patch.indexOf('"', 2));
        beyond(patch(clientAdmin, path(mighty), patch), member);
        assertThat(bearer(admin).get(path(mighty)).asString()).isEqualTo(before);
        bearer(OAuthApi.accessToken(mighty)).get(USERS).then().statusCode(401);
    }

    @Test
    void keysOfAClientThatHasMoreStay() {
        TestClient other = TestClients.confidential()
                .with("authMethod", "private_key_jwt")
                .with("jwksUri", "https://keys.example/jwks")
                .roles("admin")
                .create();
        beyond(patch(clientAdmin, path(other), Map.of("jwksUri", "https://thief.example/jwks")), "jwksUri");
    }

    @Test
    void clientAdministratorNarrowsAClientThatHasMoreAndEndsItsSecret() {
        patch(
                        clientAdmin,
                        path(mighty),
                        Map.of(
                                "audiences",
                                List.of("orders"),
                                "scopes",
                                List.of(),
                                "redirectUris",
                                List.of("https://app.example/b"),
                                "tokenLifespan",
                                59))
                .then()
                .statusCode(200);
        patch(clientAdmin, path(mighty), Map.of("grants", List.of(), "enabled", false))
                .then()
                .statusCode(200);
        String secret =
                bearer(clientAdmin.token()).get(path(mighty) + "/secrets").path("items[0].id");
        bearer(clientAdmin.token())
                .delete(path(mighty) + "/secrets/" + secret)
                .then()
                .statusCode(204);
        beyond(patch(clientAdmin, path(mighty), Map.of("enabled", true)), "enabled");
        beyond(bearer(clientAdmin.token()).post(path(mighty) + "/secret"), "secret");
        beyond(bearer(clientAdmin.token()).header("If-Match", "*").delete(path(mighty)), "delete");
    }

    /** Its tokens carry the roles of users, of administrators, too. */
    @Test
    void builtInClientIsWidenedByAnAdminOnly() {
        beyond(
                patch(clientAdmin, CLIENTS + "/signet", Map.of("audiences", List.of("signet", "orders"))),
                "only an admin");
    }

    @Test
    void secretIsNotShownAgainOnceItsClientHasMore() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = Map.of("name", "A client");
        Response made = post(clientAdmin, key, CLIENTS, body);
        TestClient client = new TestClient(made.path("clientId"), made.path("clientSecret"));
        String rotation = UUID.randomUUID().toString();
        post(clientAdmin, rotation, path(client) + "/secret", Map.of()).then().statusCode(201);
        post(clientAdmin, key, CLIENTS, body).then().statusCode(201);
        TestClients.change(client, Map.of("roles", List.of("admin")));

        beyond(post(clientAdmin, key, CLIENTS, body), "secret");
        beyond(post(clientAdmin, rotation, path(client) + "/secret", Map.of()), "secret");
        assertThat(events(client.id(), clientAdmin)).containsExactly("refused", "success", "success");
    }

    private List<String> events(String target, Caller actor) {
        return bearer(admin)
                .queryParam("target", target)
                .queryParam("actor", actor.subject())
                .queryParam("action", "client.rotate-secret")
                .get("/api/admin/audit-events")
                .path("items.outcome");
    }

    @Test
    void secretIsNotShownAgainOnceItEndedOrItsClientIsAnother() {
        String id = "client-" + UUID.randomUUID();
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = Map.of("name", "A client", "clientId", id);
        Map<String, Object> open =
                Map.of("name", "x", "clientId", id, "authMethod", "none", "grants", List.of("refresh_token"));
        post(clientAdmin, key, CLIENTS, body).then().statusCode(201);
        String secret = bearer(admin).get(CLIENTS + "/" + id + "/secrets").path("items[0].id");
        bearer(admin).delete(CLIENTS + "/" + id + "/secrets/" + secret).then().statusCode(204);
        outdated(post(clientAdmin, key, CLIENTS, body));

        TestClients.delete(new TestClient(id, null));
        outdated(post(clientAdmin, key, CLIENTS, body));
        String openKey = UUID.randomUUID().toString();
        post(clientAdmin, openKey, CLIENTS, open).then().statusCode(201);
        outdated(post(clientAdmin, key, CLIENTS, body));
        TestClients.delete(new TestClient(id, null));
        post(clientAdmin, UUID.randomUUID().toString(), CLIENTS, open).then().statusCode(201);
        outdated(post(clientAdmin, openKey, CLIENTS, open));
    }

    private static void outdated(Response answer) {
        answer.then()
                .statusCode(409)
                .body("type", equalTo("urn:signet:problem:idempotency-answer-outdated"))
                .header("Idempotency-Replayed", nullValue());
    }

    @Test
    void userIsNotShownAgainOnceTheyHaveMoreOrAreGone() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = Map.of("username", users.freshName(), "password", TestUsers.PASSWORD);
        String id = post(userAdmin, key, USERS, body).path("id");
        Response again = post(userAdmin, key, USERS, body);
        again.then().statusCode(201).header("Idempotency-Replayed", "true");
        setPassword(root(), id, "set by an admin").then().statusCode(204);
        patching(admin)
                .header("If-Match", "*")
                .body(Map.of("roles", List.of("auditor")))
                .patch(USERS + "/" + id)
                .then()
                .statusCode(200);
        beyond(post(userAdmin, key, USERS, body), "roles");
        bearer(admin).header("If-Match", "*").delete(USERS + "/" + id).then().statusCode(204);
        outdated(post(userAdmin, key, USERS, body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\": \"thief@example.com\"}",
                "{\"email\": null}",
                "{\"displayName\": \"x\"}",
                "{\"mustChangePassword\": true}",
                "{\"roles\": [\"auditor\", \"user-admin\"]}"
            })
    void userWhoHasMoreIsNotWidened(String patch) {
        String name = users.user(users.freshName()).roles("auditor").create();
        String path = USERS + "/" + users.id(name);
        patching(admin)
                .header("If-Match", "*")
                .body(Map.of("email", "own@example.com"))
                .patch(path)
                .then()
                .statusCode(200);
        String before = users.row(name);
        String member = patch.substring(2, patch.indexOf('"', 2));
        beyond(patch(userAdmin, path, patch), member);
        beyond(
                bearer(userAdmin.token())
                        .header("If-Match", "*")
                        .contentType(ContentType.JSON)
                        .body(Map.of("password", "a password to take over with"))
                        .put(path + "/password"),
                "password");
        assertThat(users.row(name)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "user-admin"})
    void ownPasswordIsNotSetWithoutTheCurrentOne(String role) {
        String name = users.user(users.freshName()).roles(role).create();
        Caller caller = callers.loggedIn(name, List.of(role));
        String before = users.row(name);
        bearer(caller.token())
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body(Map.of("password", "a password of the thief", "mustChangePassword", false))
                .put(USERS + "/" + caller.subject() + "/password")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:signet:problem:oneself"))
                .body("detail", containsString("PUT /api/me/password"));
        assertThat(users.row(name)).isEqualTo(before);
        login(name, TestUsers.PASSWORD).then().statusCode(200);
    }
}
