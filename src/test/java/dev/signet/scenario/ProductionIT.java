package dev.signet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.launch.postgres.EmbeddedDatabase;
import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TcpRelay;
import dev.signet.token.keystore.EncryptionKey;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An issuer that is no loopback: what would be insecure is refused, and the database is somebody else's. */
class ProductionIT {
    private static final String PASSWORD = "the administrator's password";

    @TempDir
    Path folder;

    @Test
    void everythingThatIsMissingIsOneLine() {
        SignetProcess signet = new SignetProcess(folder).set("SIGNET_ISSUER", "http://signet.example");
        assertThat(signet.startInVain()).isEqualTo(1);
        assertThat(signet.errors())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("https"))
                .anySatisfy(line -> assertThat(line).contains("quarkus.datasource.jdbc.url"))
                .anySatisfy(line -> assertThat(line).contains("signet.encryption-key-file"));
        assertThat(signet.dataFolder()).doesNotExist();
    }

    @Test
    void databaseThatCannotBeReachedIsOneLine() {
        SignetProcess signet = production()
                .set("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/signet")
                .set("QUARKUS_DATASOURCE_USERNAME", "signet")
                .set("QUARKUS_DATASOURCE_PASSWORD", "the database's password");
        assertThat(signet.startInVain()).isEqualTo(1);
        assertThat(signet.errors())
                .singleElement()
                .asString()
                .contains("127.0.0.1:1")
                .doesNotContain("the database's password");
    }

    @Test
    void externalDatabaseIsUsedAndItsOutageIsSurvived() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("elsewhere"));
                TcpRelay wire = new TcpRelay(URI.create(database.jdbcUrl().substring("jdbc:".length()))
                        .getPort());
                SignetProcess signet = production(database)
                        .set("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:" + wire.port() + "/signet")) {
            signet.set("SIGNET_ADMIN_PASSWORD", PASSWORD).start();
            assertThat(signet.dataFolder()).doesNotExist();
            String token = login(signet)
                    .then()
                    .statusCode(200)
                    .header("Strict-Transport-Security", "max-age=31536000")
                    .extract()
                    .path("access_token");

            wire.cut();
            login(signet)
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "5")
                    .body("type", equalTo("urn:signet:problem:temporarily-unavailable"));
            signet.http()
                    .header("Authorization", "Bearer " + token)
                    .get("/api/me")
                    .then()
                    .statusCode(200)
                    .body("username", equalTo("admin"));
            assertThat(ready(signet)).isEqualTo(503);
            signet.management().get("/q/health/live").then().statusCode(200);

            wire.mend();
            SignetProcess.await(() -> ready(signet) == 200);
            // the pool may still hold a connection that the cut left behind
            SignetProcess.await(() -> login(signet).statusCode() == 200);

            wire.freeze();
            login(signet).then().statusCode(503);
            wire.thaw();
            SignetProcess.await(() -> login(signet).statusCode() == 200);
            assertThat(signet.terminate()).isEqualTo(143);
        }
    }

    /** Both with the ports of the one that runs, which hears of it. */
    @Test
    void dryRunAndRecoveryWorkBesideARunningReplica() throws IOException {
        Path file = Files.writeString(folder.resolve("setup.yaml"), "roles:\n  - name: warehouse\n");
        Path beside = Files.createDirectory(folder.resolve("beside"));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("elsewhere"));
                SignetProcess signet = production(database)) {
            signet.set("SIGNET_ADMIN_PASSWORD", PASSWORD).start();
            String token = signet.adminToken(PASSWORD);

            SignetProcess dry = onPortsOf(signet, production(beside).on(database))
                    .set("SIGNET_SETUP_FILE", file.toString())
                    .set("SIGNET_SETUP_DRY_RUN", "true");
            assertThat(dry.startInVain()).isZero();
            assertThat(dry.errors()).isEmpty();
            assertThat(dry.output()).contains("+ roles warehouse").doesNotContain("Listening", "\tat ");
            assertThat(signet.me(token)).isEqualTo(200);

            SignetProcess reset = onPortsOf(signet, production(beside).on(database))
                    .set("SIGNET_ADMIN_PASSWORD", "another " + PASSWORD)
                    .set("SIGNET_ADMIN_PASSWORD_RESET", "true");
            assertThat(reset.startInVain()).isZero();
            assertThat(reset.errors()).isEmpty();
            assertThat(reset.output())
                    .contains("without signet.admin-password-reset")
                    .doesNotContain(PASSWORD, "Listening");
            SignetProcess.await(() -> signet.me(token) == 401);
            login(signet).then().statusCode(401);
            assertThat(signet.me(signet.adminToken("another " + PASSWORD))).isEqualTo(200);
        }
    }

    private static SignetProcess onPortsOf(SignetProcess running, SignetProcess other) {
        return other.set("QUARKUS_HTTP_PORT", Integer.toString(running.port()))
                .set("QUARKUS_MANAGEMENT_PORT", Integer.toString(running.managementPort()));
    }

    @Test
    void otherEncryptionKeyIsOneLine() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("elsewhere"))) {
            try (SignetProcess signet = production(database)) {
                signet.set("SIGNET_ADMIN_PASSWORD", PASSWORD).start();
            }
            Path other = folder.resolve("other-key");
            EncryptionKey.create(other);
            SignetProcess signet = production(database).set("SIGNET_ENCRYPTION_KEY_FILE", other.toString());
            assertThat(signet.startInVain()).isEqualTo(1);
            assertThat(signet.errors()).singleElement().asString().contains("signet.encryption-key-file");
        }
    }

    /** It is the database's clock that is moved here: what counts is that the two differ. */
    @Test
    void firstStartWithAWrongClockIsOneLine() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("elsewhere"));
                Connection application =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement session = application.createStatement();
                Connection owner = DriverManager.getConnection(
                        database.jdbcUrl(),
                        database.owner().username().orElseThrow(),
                        database.owner().password().orElseThrow());
                Statement statement = owner.createStatement()) {
            statement.execute("create schema wrong");
            statement.execute("grant usage on schema wrong to " + database.username());
            statement.execute("create function wrong.clock_timestamp() returns timestamptz language sql"
                    + " as 'select pg_catalog.clock_timestamp() + interval ''1 hour'''");
            session.execute("alter role current_user set search_path = public, wrong, pg_catalog");
            SignetProcess signet = production(database).set("SIGNET_ADMIN_PASSWORD", PASSWORD);
            assertThat(signet.startInVain()).isEqualTo(1);
            assertThat(signet.errors()).singleElement().asString().contains("No key can sign", "clock");

            statement.execute("drop function wrong.clock_timestamp()");
            try (signet) {
                signet.start();
                login(signet).then().statusCode(200);
            }
        }
    }

    @Test
    void browserPagesOfTheIssuerItselfMayCall() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("elsewhere"));
                SignetProcess signet = production(database)) {
            signet.set("QUARKUS_HTTP_CORS_ORIGINS", "https://app.example,https://other.example")
                    .start();
            for (String origin :
                    new String[] {"https://signet.example", "https://app.example", "https://other.example"}) {
                signet.http().header("Origin", origin).get("/api/ping").then().statusCode(200);
            }
            signet.http()
                    .header("Origin", "https://evil.example")
                    .get("/api/ping")
                    .then()
                    .statusCode(403);
        }
    }

    private SignetProcess production(EmbeddedDatabase database) {
        return production().on(database);
    }

    private SignetProcess production() {
        return production(folder);
    }

    private SignetProcess production(Path where) {
        Path key = folder.resolve("key");
        if (!Files.exists(key)) {
            EncryptionKey.create(key);
        }
        return new SignetProcess(where)
                .set("SIGNET_ISSUER", "https://signet.example")
                .set("SIGNET_ENCRYPTION_KEY_FILE", key.toString());
    }

    private static Response login(SignetProcess signet) {
        return signet.http()
                .contentType(ContentType.JSON)
                .body(Map.of("username", "admin", "password", PASSWORD))
                .post("/api/login");
    }

    private static int ready(SignetProcess signet) {
        return signet.management().get("/q/health/ready").statusCode();
    }
}
