package dev.signet.scenario;

import static dev.signet.testsupport.SignetApi.adminToken;
import static dev.signet.testsupport.SignetApi.bearer;
import static dev.signet.testsupport.SignetApi.login;
import static dev.signet.testsupport.SignetApi.me;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.testsupport.LogLines;
import dev.signet.testsupport.OwnerDatabase;
import dev.signet.testsupport.SignetApi;
import dev.signet.testsupport.SignetApi.Tokens;
import dev.signet.testsupport.SignetProcess;
import dev.signet.testsupport.TestServer;
import dev.signet.testsupport.TestUsers;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in which the database cannot serve is a 503 with {@code Retry-After}, one line of the log, and seen in readiness. */
@QuarkusTest
class DatabaseCannotServeTest {
    private static final String BEGIN = "The database is not available";

    /** More than there are connections. */
    private static final int REQUESTS = 70;

    @Inject
    TestUsers users;

    @Inject
    AgroalDataSource pool;

    @Inject
    OwnerDatabase owner;

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @AfterEach
    void servesAgain() {
        SignetProcess.await(() -> ready() == 200);
        login("admin", TestServer.ADMIN_PASSWORD).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "53000", "53100", "53200", "53300", "57014", "57P01", "57P03", "58030", "25006", "40001",
                "40P01", "55P03"
            })
    void whatTheDatabaseRefusesForTheMomentIsAsBriefInTheLog(String state) throws SQLException {
        owner.execute("create function failing() returns trigger language plpgsql as"
                + " $$ begin raise exception 'the database says so' using errcode = '" + state + "'; end $$");
        owner.execute("create trigger failing before insert on user_session for each row execute function failing()");
        try (LogLines log = new LogLines("")) {
            for (int i = 0; i < 5; i++) {
                unavailable(login("admin", TestServer.ADMIN_PASSWORD));
            }
            brief(log);
        } finally {
            owner.execute("drop trigger failing on user_session");
            owner.execute("drop function failing()");
        }
    }

    @Test
    void anotherFailureOfTheDatabaseIsStillOurFault() throws SQLException {
        owner.execute("create function failing() returns trigger language plpgsql as"
                + " $$ begin raise exception 'the database says so' using errcode = '22012'; end $$");
        owner.execute("create trigger failing before insert on user_session for each row execute function failing()");
        try {
            login("admin", TestServer.ADMIN_PASSWORD)
                    .then()
                    .statusCode(500)
                    .body("type", equalTo("urn:signet:problem:unexpected"));
        } finally {
            owner.execute("drop trigger failing on user_session");
            owner.execute("drop function failing()");
        }
    }

    /** A deadlock or serialization failure that does not come again is not seen. */
    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void transactionThatWasEndedForTheSakeOfAnotherIsTriedAgain(String state) throws SQLException {
        // without other sessions, of which a log-in might end one: each change of a row fails once
        String name = users.user(users.freshName()).create();
        owner.execute("create sequence failures");
        owner.execute("grant usage on sequence failures to public");
        owner.execute("create function failing() returns trigger language plpgsql as $$ begin"
                + " if nextval('failures') % 2 = 1 then raise exception 'not now' using errcode = '" + state
                + "'; end if;"
                + " return new; end $$");
        owner.execute("create trigger failing before insert or update on user_session"
                + " for each row execute function failing()");
        try {
            Tokens first = SignetApi.tokens(login(name, TestUsers.PASSWORD));
            Tokens second = SignetApi.tokens(SignetApi.refresh(first.refreshToken()));
            me(second.accessToken()).then().statusCode(200);
            SignetApi.logout(second.accessToken()).then().statusCode(204);
            me(second.accessToken()).then().statusCode(401);
        } finally {
            owner.execute("drop trigger failing on user_session");
            owner.execute("drop function failing()");
            owner.execute("drop sequence failures");
        }
    }

    @Test
    void usedUpPoolIsSeenInReadinessUntilItIsOver() throws SQLException {
        String token = adminToken();
        List<Connection> held = new ArrayList<>();
        try (LogLines log = new LogLines("")) {
            for (int i = 0; i < poolSize(); i++) {
                held.add(pool.getConnection());
            }
            unavailable(login("admin", TestServer.ADMIN_PASSWORD));
            unavailable(login("admin", TestServer.ADMIN_PASSWORD));
            assertThat(ready()).isEqualTo(503);
            me(token).then().statusCode(200);
            brief(log);
        } finally {
            for (Connection connection : held) {
                connection.close();
            }
        }
        SignetProcess.await(() -> ready() == 200);
    }

    @Test
    void databaseThatIsReadOnlyIsNotReadyThoughItAnswers() throws SQLException {
        String token = adminToken();
        readOnly(true);
        try (LogLines log = new LogLines("")) {
            unavailable(login("admin", TestServer.ADMIN_PASSWORD));
            unavailable(login("admin", TestServer.ADMIN_PASSWORD));
            assertThat(readiness()).contains("database serves").contains("not-since");
            me(token).then().statusCode(200);
            brief(log);
        } finally {
            readOnly(false);
        }
    }

    @Test
    void tableThatSomebodyLocksCostsNoStackTraces() throws Exception {
        whileUsersAreLocked(REQUESTS, (requests, unlock) -> {
            SignetProcess.await(() -> requests.stream().anyMatch(Future::isDone));
            assertThat(ready()).isEqualTo(503);
            unlock.run();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Response> request : requests) {
                Response answer = request.get(90, TimeUnit.SECONDS);
                if (answer.statusCode() == 503) {
                    unavailable(answer);
                }
                statuses.add(answer.statusCode());
            }
            assertThat(statuses).contains(503).containsOnly(200, 503);
        });
    }

    /** As a restart does. */
    @Test
    void connectionsThatTheDatabaseEndsWhileTheyAreInUseCostNoStackTraces() throws Exception {
        whileUsersAreLocked(5, (requests, unlock) -> {
            SignetProcess.await(() -> terminated() >= 5);
            for (Future<Response> request : requests) {
                unavailable(request.get(90, TimeUnit.SECONDS));
            }
        });
    }

    private interface Attack {
        void on(List<Future<Response>> requests, Runnable unlock) throws Exception;
    }

    /** So many requests of an administrator wait for the table of users, until it is unlocked. */
    private void whileUsersAreLocked(int count, Attack attack) throws Exception {
        String token = adminToken();
        ExecutorService callers = Executors.newFixedThreadPool(count);
        try (LogLines log = new LogLines("");
                Connection connection = owner.connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table signet_user in access exclusive mode");
            List<Future<Response>> requests = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                requests.add(callers.submit(() -> bearer(token).get("/api/admin/users")));
            }
            attack.on(requests, () -> rollback(connection));
            brief(log);
        } finally {
            callers.shutdownNow();
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many sessions of the application were ended, of those that wait. */
    private int terminated() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(pg_terminate_backend(pid)) from"
                                + " (select pid, count(*) over () as waiting from pg_stat_activity"
                                + " where usename = current_user and wait_event_type = 'Lock') as all_of_them where waiting >= 5")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of all sessions that begin later. */
    private void readOnly(boolean on) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            statement.execute("alter role current_user set default_transaction_read_only = " + on);
        }
        pool.flush(FlushMode.ALL);
    }

    private int poolSize() {
        return pool.getConfiguration().connectionPoolConfiguration().maxSize();
    }

    private static void unavailable(Response answer) {
        answer.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:signet:problem:temporarily-unavailable"));
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }

    /** One line for the outage, one for a conflict, and one each for work in the background that waits. */
    private static void brief(LogLines log) {
        // of a machine that is too busy to run a thread for two seconds
        List<String> warnings = log.warnings().stream()
                .filter(line -> !line.contains("BlockedThreadChecker"))
                .toList();
        assertThat(warnings).noneMatch(line -> line.contains("\tat "));
        assertThat(log.with(BEGIN)).hasSizeLessThanOrEqualTo(1);
        assertThat(warnings)
                .allMatch(line -> line.contains("database.OutageWatch")
                        || line.contains("may be out of date")
                        || line.contains(" wait"));
    }

    private int ready() {
        return given().port(managementPort).get("/q/health/ready").statusCode();
    }

    private String readiness() {
        return given().port(managementPort).get("/q/health/ready").asString();
    }
}
