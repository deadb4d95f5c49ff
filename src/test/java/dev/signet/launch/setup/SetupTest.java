package dev.signet.launch.setup;

import static dev.signet.testsupport.OAuthApi.accessToken;
import static dev.signet.testsupport.OAuthApi.clientCredentials;
import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.testsupport.TestClients;
import dev.signet.testsupport.TestClients.TestClient;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@NullUnmarked
class SetupTest {
    private static final String SECRET = "a-secret-of-at-least-32-characters-0123456789";
    private static final String PASSWORD = "declared and not common";

    @Inject
    Setup setup;

    @Inject
    AgroalDataSource database;

    @TempDir
    Path folder;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void secretsStandInFiles() throws IOException {
        Files.writeString(folder.resolve("secret"), SECRET + "\n");
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    }

    /** What one test declared as owned is not another's. */
    @AfterEach
    void nothingIsDeclared() {
        run("");
    }

    @Test
    void whatIsDeclaredIsThereAndWorks() {
        assertThat(run(whole(true))).hasSize(4).allMatch(line -> line.startsWith("+ "));
        TestClient client = new TestClient("client-" + mark, SECRET);
        clientCredentials(client, Map.of()).then().statusCode(200).body("scope", equalTo("read"));
        login("user-" + mark, PASSWORD).then().statusCode(200);
        bearer(accessToken(client)).get("/api/me").then().body("roles", contains("role-" + mark));
    }

    @Test
    void secondStartChangesNothing() {
        run(whole(true));
        assertThat(run(whole(true))).isEmpty();
    }

    @Test
    void whatTheFileChangesIsChangedAndWhatItDoesNotNameStays() {
        run(whole(true));
        TestClient client = new TestClient("client-" + mark, SECRET);
        TestClients.change(client, Map.of("tokenLifespan", 77));
        List<String> lines = run(whole(true).replace("scopes: [read]", "scopes: [read, write]"));
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("~ clients client-" + mark)
                .contains("write");
        clientCredentials(client, Map.of())
                .then()
                .body("scope", equalTo("read write"))
                .body("expires_in", equalTo(77));
    }

    @Test
    void dryRunTellsTheDifferencesAndMakesNone() {
        assertThat(setup.differences(SetupDocument.parse(whole(true)))).hasSize(4);
        bearer(adminToken()).get("/api/admin/roles/role-" + mark).then().statusCode(404);
        run(whole(true));
        assertThat(setup.differences(SetupDocument.parse(whole(true)))).isEmpty();
        assertThat(setup.differences(SetupDocument.parse(""))).hasSize(3);
        login("user-" + mark, PASSWORD).then().statusCode(200);
    }

    @Test
    void unknownRoleIsNamedWithItsLine() {
        assertThatThrownBy(() -> run(whole(true)
                        .replace("Declared\n    roles: [role-" + mark + "]", "Declared\n    roles: [no-such-role]")))
                .isInstanceOf(SetupMistake.class)
                .hasMessageStartingWith("roles names the unknown role no-such-role: ");
    }

    @Test
    void nameThatYamlTakesForSomethingElseIsToBeQuoted() {
        assertThatThrownBy(() -> run("users:\n  - username: no\n"))
                .isInstanceOf(SetupMistake.class)
                .hasMessageContaining("username must be a string", "quote it, \"no\"");
    }

    @Test
    void userWhoIsWrittenInAnotherCaseIsTheSame() {
        run(whole(true));
        assertThat(run(whole(true).replace("user-" + mark, "USER-" + mark.toUpperCase(Locale.ROOT))))
                .isEmpty();
        login("user-" + mark, PASSWORD).then().statusCode(200);
    }

    @Test
    void whatCannotBeRemovedIsAMistakeAndStays() {
        run(whole(true));
        String role = "role-" + mark;
        TestClients.confidential().roles(role).create();
        assertThatThrownBy(() -> run("")).isInstanceOf(SetupMistake.class).hasMessageContaining(role);
        login("user-" + mark, PASSWORD).then().statusCode(200);
        // so that what is declared after this test is nothing
        run(whole(false));
    }

    @Test
    void replicasThatStartAtOnceSetUpOnce() throws Exception {
        ExecutorService replicas = Executors.newFixedThreadPool(2);
        try {
            Callable<List<String>> start = () -> run(whole(true));
            List<Integer> lines = new ArrayList<>();
            for (Future<List<String>> one : replicas.invokeAll(List.of(start, start))) {
                lines.add(one.get().size());
            }
            assertThat(lines).containsExactlyInAnyOrder(4, 0);
        } finally {
            replicas.shutdownNow();
        }
    }

    @Test
    void copyOfTheDatabaseTellsNothingOfSecrets() throws Exception {
        run(whole(true) + "  - username: second-" + mark + "\n    password: {file: " + folder + "/password}\n");
        List<String> rows = new ArrayList<>();
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select i::text from declared_item i where id like ?")) {
            query.setString(1, "%" + mark);
            try (var found = query.executeQuery()) {
                while (found.next()) {
                    rows.add(found.getString(1));
                }
            }
        }
        assertThat(rows).hasSize(4);
        for (String secret : List.of(SECRET, PASSWORD)) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            assertThat(rows)
                    .noneMatch(row -> row.contains(secret))
                    .noneMatch(row -> row.contains(Base64.getEncoder().encodeToString(hash)))
                    .noneMatch(row -> row.contains(HexFormat.of().formatHex(hash)));
        }
    }

    @Test
    void anotherSecretIsValidBesideTheOneBefore() throws IOException {
        run(whole(true));
        String other = SECRET + "-other";
        Files.writeString(folder.resolve("secret"), other);
        run(whole(true));
        accessToken(new TestClient("client-" + mark, SECRET));
        accessToken(new TestClient("client-" + mark, other));
    }

    @Test
    void whatTheFileOwnsGoesWhenItIsNoLongerThereAndNothingElse() throws IOException {
        run(whole(true));
        assertThat(run("")).containsExactly("- users user-" + mark, "- clients client-" + mark, "- roles role-" + mark);
        bearer(adminToken()).get("/api/admin/clients/client-" + mark).then().statusCode(404);
        // what was removed with its item comes back with it, and with other secrets
        Files.writeString(folder.resolve("secret"), SECRET + "-another");
        Files.writeString(folder.resolve("password"), PASSWORD + " two");
        run(whole(false));
        assertThat(run("")).isEmpty();
        bearer(adminToken()).get("/api/admin/clients/client-" + mark).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"scopes: [read]\" | \"scopes: [re ad]\" | 9 | scopes",
                "\"scopes: [read]\" | \"scope: [read]\" | 9 | scope",
                "\"scopes: [read]\" | \"scopes: [read\" | 10 | YAML",
                "\"scopes: [read]\" | \"name: twice\" | 9 | twice",
                "\"clientId: \" | \"id: \" | 7 | clientId",
                "\"clients:\" | \"customers:\" | 6 | customers is an unknown section",
                "\"clientId: client\" | \"clientId: cli ent\" | 7 | clientId",
                "\"owned: true # role\" | \"owned: maybe\" | 4 | owned",
                "\"/secret\" | \"/missing\" | 10 | is not there",
                "\"secret: {file\" | \"secret: {text\" | 10 | a file, or a variable",
                "\"roles: [role\" | \"roles: [nobodys\" | 11 | roles",
                "\"username: user\" | \"username: us\u034fer\" | 14 | username",
                "\"username: user-MARK\" | \"username: \u0430dmin\" | 14 | looks like",
                "\"clientId: client-MARK\" | \"clientId: s1gnet\" | 7 | looks like",
                "\"displayName: Declared\" | \"displayName: De\u3164clared\" | 16 | displayName",
            })
    void mistakeStopsTheStartNamesItsLineAndChangesNothing(String good, String bad, int line, String word) {
        String text = whole(true).replace(good.replace("MARK", mark), bad);
        assertThat(text).isNotEqualTo(whole(true));
        assertThatThrownBy(() -> run(text)).isInstanceOfSatisfying(SetupMistake.class, mistake -> {
            assertThat(mistake.line()).isEqualTo(line);
            assertThat(mistake).hasMessageContaining(word);
            assertThat(mistake).hasMessageNotContaining(SECRET);
        });
        bearer(adminToken()).get("/api/admin/roles/role-" + mark).then().statusCode(404);
    }

    private List<String> run(String text) {
        return setup.run(SetupDocument.parse(text));
    }

    private String whole(boolean owned) {
        return """
                # what there is
                roles:
                  - name: role-MARK
                    owned: OWNED # role
                    description: Made by a file
                clients:
                  - clientId: client-MARK
                    name: Declared
                    scopes: [read]
                    secret: {file: FOLDER/secret}
                    roles: [role-MARK]
                    owned: OWNED
                users:
                  - username: user-MARK
                    password: {file: FOLDER/password}
                    displayName: Declared
                    roles: [role-MARK]
                    owned: OWNED
                """.replace("MARK", mark).replace("OWNED", String.valueOf(owned)).replace("FOLDER", folder.toString());
    }
}
