package dev.signet.attack;

import static dev.signet.testsupport.OAuthApi.accessToken;
import static dev.signet.testsupport.OAuthApi.assertRefused;
import static dev.signet.testsupport.OAuthApi.clientCredentials;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.me;
import static dev.signet.testsupport.SignetApi.refresh;
import static dev.signet.testsupport.SignetApi.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.signet.base.protocol.OAuthError;
import dev.signet.launch.setup.Starts;
import dev.signet.testsupport.SignetApi;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody makes what the setup file will declare later, to get what the file gives it. */
@QuarkusTest
@NullUnmarked
class SquattedNameTest {
    private static final String SECRET = "a-secret-of-at-least-32-characters-0123456789";
    private static final String PASSWORD = "declared and not common";
    private static final String SQUATTERS = "of the one who was first";
    private static final String ADMIN = "admin";

    @Inject
    Starts starts;

    @Inject
    TestUsers users;

    @TempDir
    Path folder;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final String user = "ops-" + mark;
    private final String client = "provisioner-" + mark;
    private final String role = "warehouse-" + mark;

    @BeforeEach
    void secretsStandInFiles() throws IOException {
        Files.writeString(folder.resolve("secret"), SECRET);
        Files.writeString(folder.resolve("password"), PASSWORD);
    }

    @AfterEach
    void nothingIsDeclared() {
        starts.start("");
    }

    @Test
    void userThatWasThereFirstGetsNothingFromTheFile() {
        String id = squatUser(user);
        String before = users.row(user);
        assertStopped("users " + user, users(false), 2);
        assertThat(users.row(user)).isEqualTo(before);
        login(user, PASSWORD).then().statusCode(401);
        assertStopped("users", users(false).replace("ops-", "OPS-"), 2);
        bearer(adminToken()).get("/api/admin/users/" + id).then().body("roles", empty());
    }

    @Test
    void adoptedUserIsTheFilesAndNoLongerTheSquatters() {
        String id = squatUser(user.toUpperCase(Locale.ROOT));
        Tokens theirs = tokens(login(user, SQUATTERS));
        String credential = users.credential(user);
        assertThat(starts.start(users(true)))
                .singleElement()
                .asString()
                .startsWith("~ users " + user + " adopted")
                .contains(ADMIN)
                .doesNotContain(PASSWORD);

        login(user, SQUATTERS).then().statusCode(401);
        me(theirs.accessToken()).then().statusCode(401);
        refresh(theirs.refreshToken()).then().statusCode(401);
        assertThat(users.credential(user)).isNotEqualTo(credential);
        me(SignetApi.accessToken(user, PASSWORD)).then().body("roles", contains(ADMIN));
        bearer(adminToken())
                .get("/api/admin/users/" + id)
                .then()
                .body("email", nullValue())
                .body("displayName", equalTo("Operations"))
                .body("enabled", equalTo(true))
                .body("mustChangePassword", equalTo(false));
        assertOneEvent("user.adopt", id);
        assertThat(starts.start(users(true))).isEmpty();
    }

    @Test
    void adoptionNeedsAPasswordInTheFile() {
        squatUser(user);
        String without = users(true).replaceAll("(?m)^ *password:.*\n", "");
        assertThat(starts.stopped(without).message()).contains("password");
        login(user, SQUATTERS).then().statusCode(200);
    }

    @Test
    void clientThatWasThereFirstGetsNothingFromTheFile() {
        TestClient theirs = squatClient("client_secret_basic");
        assertStopped("clients " + client, clients(false), 2);
        bearer(accessToken(theirs)).get("/api/me").then().body("roles", empty());
        assertRefused(clientCredentials(new TestClient(client, SECRET), Map.of()), OAuthError.INVALID_CLIENT);
    }

    @Test
    void adoptedClientIsTheFilesAndNoLongerTheSquatters() {
        TestClient theirs = squatClient("client_secret_basic");
        TestClient second = anotherSecret(theirs);
        String token = accessToken(second);
        List<String> lines = starts.start(clients(true));
        assertThat(lines).hasSize(2).noneMatch(line -> line.contains(SECRET));
        assertThat(lines.get(0)).startsWith("~ clients " + client + " adopted");
        assertThat(lines.get(1)).startsWith("+ clients " + client + ": the declared secret");

        assertRefused(clientCredentials(theirs, Map.of()), OAuthError.INVALID_CLIENT);
        assertRefused(clientCredentials(second, Map.of()), OAuthError.INVALID_CLIENT);
        me(token).then().statusCode(401);
        me(accessToken(new TestClient(client, SECRET))).then().statusCode(200).body("roles", contains(ADMIN));
        bearer(adminToken())
                .get("/api/admin/clients/" + client)
                .then()
                .body("redirectUris", empty())
                .body("name", equalTo("Provisioner"))
                .body("scopes", empty());
        bearer(adminToken())
                .get("/api/admin/clients/" + client + "/secrets")
                .then()
                .body("items", hasSize(1));
        assertOneEvent("client.adopt", client);
        assertOneEvent("client.rotate-secret", client);
    }

    @Test
    void clientOfAnotherTypeIsAdoptedToo() {
        squatClient("none");
        starts.start(clients(true));
        me(accessToken(new TestClient(client, SECRET))).then().body("roles", contains(ADMIN));
    }

    @Test
    void roleThatWasThereFirstIsNotTheFiles() {
        squatRole();
        String file = """
                roles:
                  - name: ROLE
                    description: Sees stock
                """.replace("ROLE", role);
        assertStopped("roles " + role, file, 2);
        bearer(adminToken()).get("/api/admin/roles/" + role).then().body("description", equalTo("Theirs"));
        assertThat(starts.start(file + "    adopt: true\n"))
                .singleElement()
                .asString()
                .startsWith("~ roles " + role + " adopted");
        bearer(adminToken()).get("/api/admin/roles/" + role).then().body("description", equalTo("Sees stock"));
        assertOneEvent("role.adopt", role);
    }

    /** What was deleted was the file's; what has its name now is not. */
    @Test
    void nameOfADeletedDeclaredUserIsNoWayIntoTheFile() {
        starts.start(users(false));
        deleteUser(users.id(user));
        String id = squatUser(user);
        assertThat(starts.start(users(false))).singleElement().asString().contains("users " + user, "not the one");
        assertStopped("users " + user, users(false).replace("Operations", "Others"), 2);
        bearer(adminToken()).get("/api/admin/users/" + id).then().body("roles", empty());
        starts.start(users(true));
        login(user, SQUATTERS).then().statusCode(401);
        login(user, PASSWORD).then().statusCode(200);
        // that it may be taken over was said of the one before
        deleteUser(users.id(user));
        squatUser(user);
        assertThat(starts.start(users(true))).singleElement().asString().contains("users " + user, "not the one");
        assertThat(starts.stopped(users(true).replace("Operations", "Others")).message())
                .contains("adopt: true was for the one before");
    }

    @Test
    void nameOfADeletedDeclaredClientIsNoWayIntoTheFile() {
        starts.start(clients(false));
        delete("/api/admin/clients/" + client);
        TestClient theirs = squatClient("client_secret_basic");
        assertThat(starts.start(clients(false)))
                .singleElement()
                .asString()
                .contains("clients " + client, "not the one");
        me(accessToken(theirs)).then().body("roles", empty());
    }

    @Test
    void whatIsNoLongerTheFilesIsNotRemovedWithIt() {
        starts.start(users(false) + "    owned: true\n");
        deleteUser(users.id(user));
        squatUser(user);
        assertThat(starts.start("")).singleElement().asString().contains("users " + user, "stays");
        login(user, SQUATTERS).then().statusCode(200);
    }

    @Test
    void mistakeFurtherDownLeavesAllAsItWas() {
        squatUser(user);
        String before = users.row(user);
        String file = users(true) + "  - username: no-password-" + mark + "\n";
        assertThat(starts.stopped(file).line()).isEqualTo(7);
        assertThat(users.row(user)).isEqualTo(before);
        login(user, SQUATTERS).then().statusCode(200);
    }

    @Test
    void whatSignetBringsIsAdoptedKnowingly() {
        String admin = """
                users:
                  - username: admin
                    displayName: The administrator
                    roles: [admin]
                    password: {file: FOLDER/password}
                """.replace("FOLDER", folder.toString());
        assertStopped("users admin", admin, 2);
        assertThat(starts.dryRun(admin + "    adopt: true\n")).hasSize(1);
        String signet = """
                clients:
                  - clientId: signet
                    name: First-party log-in
                    tokenLifespan: 300
                """;
        assertStopped("clients signet", signet, 2);
        assertThat(starts.dryRun(signet + "    adopt: true\n"))
                .singleElement()
                .asString()
                .contains("300");
        assertThat(starts.stopped("roles:\n  - name: auditor\n    adopt: true\n")
                        .message())
                .contains("Signet");
    }

    private void assertStopped(String what, String file, int line) {
        Starts.Stopped stopped = starts.stopped(file);
        assertThat(stopped.message()).contains(what, "adopt: true").doesNotContain("\n");
        assertThat(stopped.line()).isEqualTo(line);
    }

    /** Or each later change of the item would take over whoever has the name by then. */
    @Test
    void adoptionThatStaysInTheFileAdoptsOnce() {
        squatUser(user);
        assertThat(starts.start(users(true))).anyMatch(line -> line.contains("adopted"));
        deleteUser(users.id(user));
        String later = squatUser(user);
        assertThat(starts.start(users(true))).singleElement().asString().contains("made again by others");

        String changed = users(true).replace("Operations", "Others");
        assertThat(starts.stopped(changed).message()).contains("adopt: true was for the one before");
        login(user, SQUATTERS).then().statusCode(200);
        assertThat(users.id(user)).isEqualTo(later);
        assertThat(starts.start(users(false))).singleElement().asString().contains("made again by others");
        assertThat(starts.start(changed)).anyMatch(line -> line.contains("adopted"));
        login(user, SQUATTERS).then().statusCode(401);
    }

    private static void assertOneEvent(String action, String target) {
        bearer(adminToken())
                .get("/api/admin/audit-events?actor=system&action=" + action + "&target=" + target)
                .then()
                .body("items", hasSize(1));
    }

    private String squatUser(String name) {
        String squatter = SignetApi.accessToken(
                users.user(users.freshName()).roles("user-admin").create(), TestUsers.PASSWORD);
        return bearer(squatter)
                .contentType(ContentType.JSON)
                .body(Map.of("username", name, "password", SQUATTERS, "email", "me@squatter.example"))
                .post("/api/admin/users")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private TestClient squatClient(String method) {
        String secret = bearer(clientAdmin())
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "clientId",
                        client,
                        "name",
                        "Theirs",
                        "authMethod",
                        method,
                        "grants",
                        List.of(method.equals("none") ? "refresh_token" : "client_credentials"),
                        "scopes",
                        List.of("all"),
                        "redirectUris",
                        List.of("https://squatter.example/callback")))
                .post("/api/admin/clients")
                .then()
                .statusCode(201)
                .extract()
                .path("clientSecret");
        return new TestClient(client, secret);
    }

    private TestClient anotherSecret(TestClient of) {
        String secret = bearer(clientAdmin())
                .post("/api/admin/clients/" + of.id() + "/secret")
                .then()
                .statusCode(201)
                .extract()
                .path("clientSecret");
        return new TestClient(of.id(), secret);
    }

    private String clientAdmin() {
        return SignetApi.accessToken(
                users.user(users.freshName()).roles("client-admin").create(), TestUsers.PASSWORD);
    }

    private void squatRole() {
        bearer(adminToken())
                .contentType(ContentType.JSON)
                .body(Map.of("name", role, "description", "Theirs"))
                .post("/api/admin/roles")
                .then()
                .statusCode(201);
    }

    private static void deleteUser(String id) {
        delete("/api/admin/users/" + id);
    }

    private static void delete(String path) {
        bearer(adminToken()).header("If-Match", "*").delete(path).then().statusCode(204);
    }

    private String users(boolean adopt) {
        return """
                users:
                  - username: USER
                    password: {file: FOLDER/password}
                    displayName: Operations
                    roles: [admin]
                """.replace("USER", user).replace("FOLDER", folder.toString()) + (adopt ? "    adopt: true\n" : "");
    }

    private String clients(boolean adopt) {
        return """
                clients:
                  - clientId: CLIENT
                    name: Provisioner
                    secret: {file: FOLDER/secret}
                    roles: [admin]
                """.replace("CLIENT", client).replace("FOLDER", folder.toString()) + (adopt ? "    adopt: true\n" : "");
    }
}
