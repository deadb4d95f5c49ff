package dev.signet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import dev.signet.testsupport.RowLocks;
import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TwoReplicas;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one database: one ring, whoever changes it. */
class TwoReplicasIT {
    @TempDir
    Path folder;

    private TwoReplicas replicas;
    private SignetProcess one;
    private SignetProcess other;

    @BeforeEach
    void twoReplicas() throws Exception {
        replicas = TwoReplicas.start(folder);
        one = replicas.one();
        other = replicas.other();
    }

    @AfterEach
    void stop() {
        replicas.close();
    }

    @Test
    void tokenOfEitherIsAcceptedByBothAcrossRotations() throws Exception {
        String first = login(one);
        assertThat(signer(login(other))).isEqualTo(signer(first));

        standbyWasPublishedLongAgo();
        rotate(one, first).then().statusCode(200);
        String second = login(one);
        assertThat(signer(second)).isNotEqualTo(signer(first));
        for (SignetProcess replica : replicas.both()) {
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
        try (Connection obstacle = replicas.connection();
                Statement statement = obstacle.createStatement()) {
            obstacle.setAutoCommit(false);
            // the row that a rotation changes first: it waits for us, in the middle of its transaction
            statement.execute("select 1 from signing_key where algorithm = 'ES256' and state = 'ACTIVE' for update");
            rotation.execute(() -> assertThatThrownBy(() -> rotate(one, token)).isNotNull());
            RowLocks.awaitAWaiter(replicas::connection, "signing_key");
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
        try (Connection connection = replicas.connection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update signing_key set created_at = created_at - interval '2 hours'"
                            + " where algorithm = 'ES256' and state = 'PENDING'"))
                    .isEqualTo(1);
        }
    }

    private List<String> ring() {
        return replicas.query("select kid || ' ' || state from signing_key order by kid");
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
        return signet.adminToken(TwoReplicas.ADMIN_PASSWORD);
    }

    private static String signer(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
