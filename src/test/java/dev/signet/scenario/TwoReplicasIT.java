package dev.signet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import dev.signet.embedded.EmbeddedDatabase;
import dev.signet.key.EncryptionKey;
import dev.signet.testsupport.SignetProcess;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one database: one ring, whoever changes it. */
class TwoReplicasIT {
    private static final String PASSWORD = "the administrator's password";

    @TempDir
    Path folder;

    private EmbeddedDatabase database;
    private SignetProcess one;
    private SignetProcess other;

    @BeforeEach
    void twoReplicas() throws Exception {
        database = EmbeddedDatabase.start(folder.resolve("database"));
        EncryptionKey.create(folder.resolve("key"));
        one = replica("one");
        other = replica("other");
        // at once, on an empty database: one of them makes the keys
        ExecutorService starts = Executors.newFixedThreadPool(2);
        for (Future<?> started : List.of(starts.submit(one::start), starts.submit(other::start))) {
            started.get();
        }
        starts.shutdown();
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        database.close();
    }

    private SignetProcess replica(String name) throws IOException {
        return new SignetProcess(Files.createDirectory(folder.resolve(name)))
                .set("SIGNET_ISSUER", "https://signet.example")
                .set("SIGNET_ADMIN_PASSWORD", PASSWORD)
                .set("SIGNET_ENCRYPTION_KEY_FILE", folder.resolve("key").toString())
                // so long that only notices can be why one knows of the other's changes
                .set("SIGNET_NOTICES_POLL", "PT1M")
                .set("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl())
                .set("QUARKUS_DATASOURCE_USERNAME", database.username())
                .set("QUARKUS_DATASOURCE_PASSWORD", database.password());
    }

    @Test
    void tokenOfEitherIsAcceptedByBothAcrossRotations() throws Exception {
        String first = login(one);
        assertThat(signer(login(other))).isEqualTo(signer(first));

        standbyWasPublishedLongAgo();
        rotate(one, first).then().statusCode(200);
        String second = login(one);
        assertThat(signer(second)).isNotEqualTo(signer(first));
        for (SignetProcess replica : List.of(one, other)) {
            assertThat(replica.me(first)).isEqualTo(200);
            assertThat(replica.me(second)).isEqualTo(200);
        }
        SignetProcess.await(() -> signer(login(other)).equals(signer(second)));
    }

    @Test
    void withdrawalKillsOnBoth() {
        String token = login(other);
        assertThat(one.me(token)).isEqualTo(200);

        post(one, token, "/" + signer(token) + "/withdraw").then().statusCode(200);

        assertThat(one.me(token)).isEqualTo(401);
        long withdrawn = System.nanoTime();
        SignetProcess.await(() -> other.me(token) == 401);
        assertThat(Duration.ofNanos(System.nanoTime() - withdrawn))
                .as("by a notice, and not by a poll")
                .isLessThan(Duration.ofSeconds(20));
        assertThat(other.me(login(one))).isEqualTo(200);
        assertThat(one.me(login(other))).isEqualTo(200);
    }

    @Test
    void processKilledWhileItRotatesLeavesTheRingAsItWas() throws Exception {
        String token = login(one);
        standbyWasPublishedLongAgo();
        List<String> before = ring();
        ExecutorService rotation = Executors.newSingleThreadExecutor();
        try (Connection obstacle = connection();
                Statement statement = obstacle.createStatement()) {
            obstacle.setAutoCommit(false);
            // the row that a rotation changes first: it waits for us, in the middle of its transaction
            statement.execute("select 1 from signing_key where algorithm = 'ES256' and state = 'ACTIVE' for update");
            rotation.execute(() -> assertThatThrownBy(() -> rotate(one, token)).isNotNull());
            SignetProcess.await(this::somebodyWaitsForARow);
            one.kill();
            obstacle.rollback();
        }
        rotation.shutdown();

        assertThat(ring()).isEqualTo(before);
        // which waits for the lock that the killed one held
        rotate(other, login(other)).then().statusCode(200);
        consistent(other);
        one.start();
        consistent(one);
        assertThat(one.me(login(other))).isEqualTo(200);
        assertThat(other.me(login(one))).isEqualTo(200);
    }

    private static void consistent(SignetProcess replica) {
        List<Map<String, Object>> keys = replica.http()
                .header("Authorization", "Bearer " + login(replica))
                .get("/api/admin/keys")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
        for (String state : List.of("active", "pending")) {
            assertThat(keys)
                    .filteredOn(key -> key.get("algorithm").equals("ES256")
                            && key.get("state").equals(state))
                    .as("%s keys", state)
                    .hasSize(1);
        }
    }

    /** So that it may sign: nobody has to wait for publish-ahead. */
    private void standbyWasPublishedLongAgo() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update signing_key set created_at = created_at - interval '2 hours'"
                            + " where algorithm = 'ES256' and state = 'PENDING'"))
                    .isEqualTo(1);
        }
    }

    private List<String> ring() {
        return query("select kid || ' ' || state from signing_key order by kid");
    }

    private boolean somebodyWaitsForARow() {
        return !query("select pid::text from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and wait_event in ('transactionid', 'tuple')")
                .isEmpty();
    }

    private List<String> query(String sql) {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }

    private static Response rotate(SignetProcess replica, String token) {
        return post(replica, token, "/rotate");
    }

    private static Response post(SignetProcess replica, String token, String path) {
        return replica.http()
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .post("/api/admin/keys" + path);
    }

    private static String login(SignetProcess signet) {
        return signet.adminToken(PASSWORD);
    }

    private static String signer(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
