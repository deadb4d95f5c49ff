package dev.signet.attack;

import static dev.signet.testsupport.OAuthApi.accessToken;
import static dev.signet.testsupport.OAuthApi.assertRefused;
import static dev.signet.testsupport.OAuthApi.clientCredentials;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.me;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import dev.signet.base.protocol.OAuthError;
import dev.signet.launch.setup.Starts;
import dev.signet.testsupport.SignetApi;
import dev.signet.testsupport.TestClients.TestClient;
import dev.signet.testsupport.TestUsers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The setup file gives a role to what it declared without one; until then administrators with fewer roles could change it. */
@QuarkusTest
@NullUnmarked
class GrowingDeclarationTest {
    private static final String SECRET = "a-secret-of-at-least-32-characters-0123456789";
    private static final String FIRST = "declared and not common";

    @Inject
    Starts starts;

    @Inject
    TestUsers users;

    @TempDir
    Path folder;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final String user = "grown-" + mark;
    private final TestClient client = new TestClient("grown-" + mark, SECRET);

    @AfterEach
    void nothingIsDeclared() {
        starts.start("");
    }

    private String client(String members) throws IOException {
        Files.writeString(folder.resolve("secret"), SECRET);
        return "clients:\n  - clientId: " + client.id() + "\n    name: Grown\n    secret: {file: " + folder
                + "/secret}\n" + members;
    }

    private String user(String password, String members) throws IOException {
        Files.writeString(folder.resolve("password"), password);
        return "users:\n  - username: " + user + "\n    password: {file: " + folder + "/password}\n" + members;
    }

    private String tokenOf(String role) {
        return SignetApi.accessToken(users.user(users.freshName()).roles(role).create(), TestUsers.PASSWORD);
    }

    @Test
    void clientThatGetsARoleKeepsNoSecretAndNoAddressOfOthers() throws IOException {
        starts.start(client(""));
        String clientAdmin = tokenOf("client-admin");
        String secret = bearer(clientAdmin)
                .post("/api/admin/clients/" + client.id() + "/secret")
                .path("clientSecret");
        change(clientAdmin, Map.of("redirectUris", List.of("https://squatter.example/callback")));
        accessToken(new TestClient(client.id(), secret));

        starts.start(client("    roles: [admin]\n"));
        assertRefused(clientCredentials(new TestClient(client.id(), secret), Map.of()), OAuthError.INVALID_CLIENT);
        me(accessToken(client)).then().body("roles", contains("admin"));
        bearer(adminToken()).get("/api/admin/clients/" + client.id()).then().body("redirectUris", empty());
    }

    @Test
    void secretThatWasEndedAndClientThatWasDisabledStaySo() throws IOException {
        starts.start(client(""));
        String secrets = "/api/admin/clients/" + client.id() + "/secrets";
        String id = bearer(adminToken()).get(secrets).path("items[0].id");
        bearer(adminToken()).delete(secrets + "/" + id).then().statusCode(204);
        starts.start(client("    roles: [admin]\n"));
        assertRefused(clientCredentials(client, Map.of()), OAuthError.INVALID_CLIENT);

        change(adminToken(), Map.of("enabled", false));
        starts.start(client("    roles: [admin, auditor]\n"));
        assertThat((Boolean) bearer(adminToken())
                        .get("/api/admin/clients/" + client.id())
                        .path("enabled"))
                .isFalse();
    }

    /** Not even where an administrator had taken the role away, too. */
    @Test
    void otherMemberThatChangesRevivesNoSecret() throws IOException {
        starts.start(client("    roles: [admin]\n"));
        change(adminToken(), Map.of("roles", List.of()));
        String secrets = "/api/admin/clients/" + client.id() + "/secrets";
        String id = bearer(adminToken()).get(secrets).path("items[0].id");
        bearer(adminToken()).delete(secrets + "/" + id).then().statusCode(204);
        starts.start(client("    roles: [admin]\n").replace("Grown", "Renamed"));
        assertRefused(clientCredentials(client, Map.of()), OAuthError.INVALID_CLIENT);
    }

    @Test
    void userGetsARoleOnlyTogetherWithAnotherPassword() throws IOException {
        starts.start(user(FIRST, ""));
        bearer(tokenOf("user-admin"))
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body(Map.of("password", "known to the user-admin", "mustChangePassword", false))
                .put("/api/admin/users/" + users.id(user) + "/password")
                .then()
                .statusCode(204);
        assertThat(starts.stopped(user(FIRST, "    roles: [admin]\n")).message())
                .contains("password");
        login(user, "known to the user-admin").then().statusCode(200);

        starts.start(user("another declared one", "    roles: [admin]\n"));
        login(user, "known to the user-admin").then().statusCode(401);
        me(SignetApi.accessToken(user, "another declared one")).then().body("roles", contains("admin"));
    }

    private void change(String token, Map<String, ?> patch) {
        SignetApi.patching(token)
                .header("If-Match", "*")
                .body(patch)
                .patch("/api/admin/clients/" + client.id())
                .then()
                .statusCode(200);
    }
}
