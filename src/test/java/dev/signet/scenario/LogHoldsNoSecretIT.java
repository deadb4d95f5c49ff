package dev.signet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.launch.postgres.EmbeddedDatabase;
import dev.signet.testsupport.OAuthApi;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.SignetProcess;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever level is configured, no line of the log holds a password, a hash, a token, a secret or a key. */
class LogHoldsNoSecretIT {
    private static final String ADMIN_PASSWORD = "correct horse battery staple";
    private static final String PASSWORD = "Tinte-und-Feder-1815";
    private static final String WRONG = "Feder-und-Tinte-1815";
    private static final String LATER = "Lochkarte-und-Rad-1843";

    /** Some of whose lines once held secrets, beside the root of all. */
    private static final List<String> CATEGORIES = List.of(
            "ORG_JDBI",
            "ORG_HIBERNATE_VALIDATOR",
            "ORG_POSTGRESQL",
            "ORG_FLYWAYDB",
            "ORG_JBOSS_RESTEASY",
            "ORG_JOSE4J",
            "IO_AGROAL",
            "IO_NETTY",
            "IO_QUARKUS",
            "IO_SMALLRYE",
            "IO_VERTX",
            "DEV_SIGNET");

    @TempDir
    Path folder;

    private final List<String> secrets = new ArrayList<>(List.of(ADMIN_PASSWORD, PASSWORD, WRONG, LATER));
    private SignetProcess signet;
    private String admin;

    @Test
    void atTheLowestLevelOfAllCategories() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("database"))) {
            Path home = Files.createDirectory(folder.resolve("signet"));
            signet = new SignetProcess(home).on(database).set("SIGNET_ADMIN_PASSWORD", ADMIN_PASSWORD);
            signet.set("QUARKUS_LOG_LEVEL", "ALL").set("QUARKUS_LOG_CONSOLE_LEVEL", "ALL");
            signet.set("SMALLRYE_CONFIG_LOG_VALUES", "true");
            CATEGORIES.forEach(category -> signet.set("QUARKUS_LOG_CATEGORY__" + category + "__LEVEL", "ALL"));
            secrets.add(database.password());
            secrets.add(database.owner().password().orElseThrow());
            try (SignetProcess running = signet) {
                running.start();
                secrets.add(Files.readString(signet.dataFolder().resolve("encryption.key"))
                        .strip());
                users();
                clients();
                keys();
                stored(database);
            }
            String log = signet.output() + String.join("\n", signet.errors());
            assertThat(log).contains("\"action\":\"user.create\"");
            for (String secret : secrets) {
                assertThat(secret).hasSizeGreaterThan(8);
                assertThat(log.contains(secret)).as("the log holds %s", secret).isFalse();
            }
        }
    }

    private void users() {
        Tokens tokens = keep(signet.adminTokens(ADMIN_PASSWORD));
        admin = tokens.accessToken();
        login("admin", WRONG, 401);
        login("admin", PASSWORD + "\0", 401);
        Map<String, Object> ada = Map.of("username", "ada", "password", PASSWORD, "roles", List.of("token-issuer"));
        call(admin, ada).post("/api/admin/users").then().statusCode(201);
        call(admin, ada).post("/api/admin/users").then().statusCode(409);
        call(admin, Map.of("username", "", "password", WRONG, "unknown", PASSWORD))
                .post("/api/admin/users")
                .then()
                .statusCode(400);
        Tokens hers = keep(login("ada", PASSWORD, 200));
        keep(signet.refresh(hers.refreshToken()), "access_token", "refresh_token");
        signet.refresh(hers.refreshToken() + "x");
        keep(
                call(hers.accessToken(), Map.of("claims", Map.of("sub", "parcel"), "audience", "tracking"))
                        .post("/api/tokens"),
                "access_token");
        call(hers.accessToken(), Map.of("token", hers.accessToken())).post("/api/tokens/explain");
        call(hers.accessToken(), Map.of("currentPassword", WRONG, "newPassword", LATER))
                .put("/api/me/password")
                .then()
                .statusCode(400);
        call(hers.accessToken(), Map.of("currentPassword", PASSWORD, "newPassword", LATER))
                .put("/api/me/password")
                .then()
                .statusCode(204);
        signet.http().get("/api/me?access_token=" + hers.accessToken());
        signet.me(hers.accessToken() + "x");
        signet.logout(hers.accessToken());
        signet.me(hers.accessToken());
    }

    private void clients() {
        Response made =
                call(admin, Map.of("name", "Orders", "clientId", "orders")).post("/api/admin/clients");
        String secret = keep(made, "clientSecret").get(0);
        call(admin, Map.of("name", "Orders", "clientId", "orders")).post("/api/admin/clients");
        String basic = OAuthApi.basic("orders", secret);
        secrets.add(basic.substring("Basic ".length()));
        String token = keep(
                        form(basic)
                                .formParam("grant_type", "client_credentials")
                                .post("/oauth/token"),
                        "access_token")
                .get(0);
        form(basic).formParam("token", token).post("/oauth/introspect").then().statusCode(200);
        form(basic).formParam("token", token).post("/oauth/revoke").then().statusCode(200);
        form(OAuthApi.basic("orders", WRONG))
                .formParam("grant_type", "client_credentials")
                .post("/oauth/token");
        keep(
                signet.http()
                        .header("Authorization", "Bearer " + admin)
                        .header("Idempotency-Key", "again")
                        .post("/api/admin/clients/orders/secret"),
                "clientSecret");
    }

    private void keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        String key = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        secrets.add(key);
        call(admin, Map.of("pem", "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n"))
                .post("/api/admin/keys/import")
                .then()
                .statusCode(201);
        call(admin, Map.of("algorithm", "RS256")).post("/api/admin/keys/rotate");
    }

    /** What the database keeps of secrets. */
    private void stored(EmbeddedDatabase database) throws Exception {
        try (var connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select password_hash from signet_user"
                        + " union all select private_jwe from signing_key where private_jwe is not null"
                        + " union all select sealed from server_secret"
                        + " union all select encode(hash, 'hex') from client_secret")) {
            while (rows.next()) {
                secrets.add(rows.getString(1));
            }
        }
    }

    private Response login(String username, String password, int status) {
        Response answer = signet.http()
                .contentType(ContentType.JSON)
                .body(Map.of("username", username, "password", password))
                .post("/api/login");
        assertThat(answer.statusCode()).isEqualTo(status);
        return answer;
    }

    private RequestSpecification call(String token, Map<String, ?> body) {
        return signet.http()
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(body);
    }

    private RequestSpecification form(String authorization) {
        return signet.http()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .header("Authorization", authorization);
    }

    private Tokens keep(Tokens tokens) {
        secrets.add(tokens.accessToken());
        secrets.add(tokens.refreshToken());
        return tokens;
    }

    private Tokens keep(Response login) {
        List<String> both = keep(login, "access_token", "refresh_token");
        return new Tokens(both.get(0), both.get(1));
    }

    private List<String> keep(Response answer, String... members) {
        List<String> values = new ArrayList<>();
        for (String member : members) {
            String value = answer.path(member);
            assertThat(value).as(member).isNotNull();
            values.add(value);
        }
        secrets.addAll(values);
        return values;
    }
}
