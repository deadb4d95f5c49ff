package dev.signet.scenario;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.me;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TestUsers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FloodOfLoginsTest {
    /** More than hash and wait at the same time: each processor hashes one, and 64 wait. */
    private static final int AT_ONCE = 100 + 25 * Runtime.getRuntime().availableProcessors();

    private static final int LOGINS = 2 * AT_ONCE;

    @Inject
    MeterRegistry meters;

    @Inject
    OwnerDatabase owner;

    @Inject
    TestUsers users;

    @Test
    void floodOfLogInsIsShedWhileTokensAreStillServed() throws Exception {
        String token = adminToken();
        double shedBefore = meters.get("signet.password.shed").counter().count();
        ExecutorService flood = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Response>> logins = new ArrayList<>();
            for (int i = 0; i < LOGINS; i++) {
                String nobody = "nobody-" + i;
                logins.add(flood.submit(() -> login(nobody, "wrong password")));
            }
            SignetProcess.await(
                    () -> meters.get("signet.password.shed").counter().count() > shedBefore);
            served(token);

            List<Response> shed = new ArrayList<>();
            for (Future<Response> login : logins) {
                Response answer = login.get();
                assertThat(answer.statusCode()).isIn(401, 503);
                if (answer.statusCode() == 503) {
                    shed.add(answer);
                }
            }
            assertThat(shed).isNotEmpty().hasSizeLessThan(LOGINS);
            assertThat(shed).allSatisfy(answer -> {
                assertThat(answer.header("Retry-After")).isEqualTo("1");
                assertThat(answer.contentType()).isEqualTo("application/problem+json");
            });
            assertThat(login("nobody", "wrong password").statusCode()).isEqualTo(401);
        } finally {
            flood.shutdownNow();
        }
    }

    /** Nothing of it waits for a hash, so nothing of it is shed. */
    @Test
    void floodOfThrottledLogInsDoesNotStandInTheWayOfTokens() throws Exception {
        String token = adminToken();
        String nobody = "nobody-" + UUID.randomUUID();
        double throttledBefore = throttled();
        ExecutorService flood = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Response>> logins = new ArrayList<>();
            for (int i = 0; i < 10 * LOGINS; i++) {
                logins.add(flood.submit(() -> login(nobody, "wrong password")));
            }
            SignetProcess.await(() -> throttled() > throttledBefore);
            for (int i = 0; i < 10; i++) {
                served(token);
            }
            int guesses = 0;
            for (Future<Response> login : logins) {
                Response answer = login.get();
                assertThat(answer.statusCode()).isIn(401, 429);
                guesses += answer.statusCode() == 401 ? 1 : 0;
            }
            assertThat(guesses).isBetween(10, 20);
        } finally {
            flood.shutdownNow();
        }
    }

    /** More than hash and wait at the same time, but no more than their share gets that far. */
    @Test
    void ninetyLogInsOfOneUserAtOnceLeavePlacesToOthers() throws Exception {
        String busy = users.user(users.freshName()).create();
        String other = users.user(users.freshName()).create();
        login(busy, TestUsers.PASSWORD).then().statusCode(200);
        ExecutorService flood = Executors.newFixedThreadPool(90);
        try {
            List<Future<Response>> logins = new ArrayList<>();
            for (int i = 0; i < 90; i++) {
                logins.add(flood.submit(() -> login(busy, TestUsers.PASSWORD)));
            }
            login(other, TestUsers.PASSWORD).then().statusCode(200);
            for (Future<Response> login : logins) {
                assertThat(login.get().statusCode()).isIn(200, 429);
            }
        } finally {
            flood.shutdownNow();
        }
    }

    /** More log-ins than the server has connections wait for one table: what they wait with is not a connection of others. */
    @Test
    void logInsThatWaitForTheThrottleLeaveTheDatabaseToOthers() throws Exception {
        String token = adminToken();
        ExecutorService flood = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<Response>> logins = new ArrayList<>();
        try (Connection holder = owner.connection();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("lock table login_throttle in access exclusive mode");
            for (int i = 0; i < AT_ONCE; i++) {
                String nobody = "nobody-" + UUID.randomUUID();
                logins.add(flood.submit(() -> login(nobody, "wrong password")));
            }
            SignetProcess.await(() -> waiting(lock) >= 10);
            for (int i = 0; i < 20; i++) {
                served(token);
            }
            holder.rollback();
            for (Future<Response> login : logins) {
                assertThat(login.get().statusCode()).isIn(401, 503);
            }
        } finally {
            flood.shutdownNow();
        }
    }

    private static int waiting(Statement database) {
        try (var row = database.executeQuery(
                "select count(*) from pg_locks" + " where not granted and relation = 'login_throttle'::regclass")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private double throttled() {
        return meters.counter("signet.logins", "outcome", "throttled").count();
    }

    private static void served(String token) {
        me(token).then().statusCode(200);
        bearer(token).get("/api/admin/users").then().statusCode(200);
    }
}
