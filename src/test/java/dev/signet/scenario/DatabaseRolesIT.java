package dev.signet.scenario;

import static dev.signet.testsupport.SignetProcess.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.signet.launch.postgres.EmbeddedDatabase;
import dev.signet.testsupport.SignetProcess;
import dev.signet.token.keystore.EncryptionKey;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators set up as docs/operations.md says, by the very statements that stand there. */
class DatabaseRolesIT {
    private static final String PASSWORD = "the administrator's password";
    private static final String DATABASE_PASSWORD = "the database's password";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final List<String> TRAIL = List.of("audit_event", "audit_seal", "audit_unsealed", "audit_chain");

    /** By which all seems to be before the beginning of the chain. */
    private static final String SHADOWS =
            "create temporary table audit_seal as select id as event_id, 0 as number from audit_event;"
                    + " create temporary table audit_chain as select 1 as start_number;"
                    + " set search_path = pg_temp, public; ";

    @TempDir
    Path folder;

    private EmbeddedDatabase server;

    @BeforeEach
    void emptyServer() throws Exception {
        server = EmbeddedDatabase.start(folder.resolve("server"));
        EncryptionKey.create(folder.resolve("key"));
        administer("postgres", "drop database signet; drop role signet; drop role signet_owner");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void applicationWorksAndCannotTouchWhatItWrote() throws Exception {
        administer("postgres", documented("create database"));
        try (SignetProcess signet = twoRoles().start()) {
            works(signet);
            cannotTouchTheTrail();
            // nothing is retained for a time only, so nothing is deleted
            assertRefused("delete from audit_event", "delete from audit_seal");
        }
        // of a later version; and somebody meant well
        as("signet_owner", "create table later (id bigint generated always as identity primary key)");
        as("signet_owner", "grant update, truncate on audit_event to signet");
        try (SignetProcess signet =
                twoRoles().set("SIGNET_AUDIT_RETENTION", "P1D").start()) {
            works(signet);
            as("signet", "insert into later default values");
            cannotTouchTheTrail();
            // the guards look at the trail, whatever else has its names
            assertRefused(SHADOWS + "delete from public.audit_event");
        }
        try (SignetProcess signet =
                oneRole().set("QUARKUS_FLYWAY_MIGRATE_AT_START", "false").start()) {
            works(signet);
        }
    }

    @Test
    void installationWithOneRoleGoesOnAndBecomesOneWithTwo() throws Exception {
        administer(
                "postgres", "create role signet login password " + quoted() + "; create database signet owner signet");
        try (SignetProcess signet = oneRole().start()) {
            works(signet);
        }
        try (SignetProcess signet = oneRole().start()) {
            works(signet);
        }
        administer("signet", documented("reassign owned"));
        SignetProcess withoutOwner = oneRole();
        assertThat(withoutOwner.startInVain()).isEqualTo(1);
        assertThat(withoutOwner.errors())
                .singleElement()
                .asString()
                .contains("belong to signet_owner", "quarkus.flyway.username");
        SignetProcess wrongPassword = twoRoles().set("QUARKUS_FLYWAY_PASSWORD", "wrong");
        assertThat(wrongPassword.startInVain()).isEqualTo(1);
        assertThat(wrongPassword.errors())
                .singleElement()
                .asString()
                .contains("refuses the user name or the password of quarkus.flyway.username");
        try (SignetProcess signet = twoRoles().start()) {
            works(signet);
            cannotTouchTheTrail();
            assertThat(signet.output()).doesNotContain("WARN");
        }
    }

    @Test
    void rolesThatAreNotApartAreWarnedOf() throws Exception {
        administer("postgres", documented("create database") + "grant signet_owner to signet");
        try (SignetProcess signet = twoRoles().start()) {
            assertThat(signet.output()).contains("The role signet can drop what guards the audit trail");
        }
    }

    /** Logs in, and finds that in a trail that is verified, and that has a beginning: what is empty needs no guard. */
    private static void works(SignetProcess signet) {
        String token = signet.adminToken(PASSWORD);
        var api = signet.http().header("Authorization", "Bearer " + token);
        api.queryParam("action", "user.login")
                .get("/api/admin/audit-events")
                .then()
                .statusCode(200)
                .body("items[0].outcome", equalTo("success"));
        await(() -> verified(signet, token).extract().<Integer>path("head.seal") > 0);
    }

    private static ValidatableResponse verified(SignetProcess signet, String token) {
        return signet.http()
                .header("Authorization", "Bearer " + token)
                .get("/api/admin/audit-events/verification")
                .then()
                .statusCode(200)
                .body("verified", equalTo(true));
    }

    private void cannotTouchTheTrail() throws SQLException {
        for (String name : TRAIL) {
            String table = "public." + name;
            assertRefused(
                    "truncate " + table,
                    "alter table " + table + " disable trigger user",
                    "alter table " + table + " owner to signet",
                    "drop table " + table + " cascade",
                    "create trigger own before insert on " + table
                            + " for each row execute function suppress_redundant_updates_trigger()");
        }
        assertRefused(
                "update public.audit_event set outcome = 'failure'",
                "update public.audit_seal set hash = 'x'",
                "update public.audit_unsealed set mac = null",
                "update public.audit_chain set end_number = -1, start_number = -1",
                "delete from public.audit_event",
                "delete from public.audit_seal",
                "delete from public.audit_chain",
                "drop trigger audit_event_retention on public.audit_event",
                "drop function public.audit_append_only() cascade",
                "alter function public.audit_event_retention() reset search_path",
                "set session_replication_role = replica",
                "set role signet_owner",
                "create table public.own (id int)",
                "select * from public.flyway_schema_history",
                "drop schema public cascade");
    }

    private void assertRefused(String... statements) throws SQLException {
        for (String sql : statements) {
            try (Connection connection = connection("signet", "signet", DATABASE_PASSWORD);
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                String state = "none";
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    state = e.getSQLState();
                }
                assertThat(state).as(sql).isEqualTo(INSUFFICIENT_PRIVILEGE);
            }
        }
    }

    private SignetProcess twoRoles() {
        return oneRole()
                .set("QUARKUS_FLYWAY_USERNAME", "signet_owner")
                .set("QUARKUS_FLYWAY_PASSWORD", DATABASE_PASSWORD);
    }

    private SignetProcess oneRole() {
        return new SignetProcess(folder)
                .set("SIGNET_ISSUER", "https://signet.example")
                .set("SIGNET_ENCRYPTION_KEY_FILE", folder.resolve("key").toString())
                .set("SIGNET_ADMIN_PASSWORD", PASSWORD)
                .set("QUARKUS_DATASOURCE_JDBC_URL", server.jdbcUrl())
                .set("QUARKUS_DATASOURCE_USERNAME", "signet")
                .set("QUARKUS_DATASOURCE_PASSWORD", DATABASE_PASSWORD);
    }

    /** The block of SQL in the section on roles in which these words stand, with a password. */
    private static String documented(String words) throws Exception {
        String section = Files.readString(Path.of("docs/operations.md")).split("\n## Roles of the database\n")[1];
        for (String block : section.split("```sql\n")) {
            String sql = block.split("```")[0];
            if (sql.contains(words) && !sql.contains("##")) {
                return sql.replace("'…'", quoted());
            }
        }
        throw new AssertionError("not documented: " + words);
    }

    private static String quoted() {
        return "'" + DATABASE_PASSWORD.replace("'", "''") + "'";
    }

    private void as(String role, String sql) throws SQLException {
        execute(connection("signet", role, DATABASE_PASSWORD), sql);
    }

    private void administer(String database, String sql) throws Exception {
        String password =
                Files.readString(folder.resolve("server/postgres.password")).strip();
        execute(connection(database, "postgres", password), sql);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            for (String one : sql.split(";")) {
                if (!one.isBlank()) {
                    statement.execute(one);
                }
            }
        }
    }

    private Connection connection(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl().replaceAll("/signet$", "/" + database), user, password);
    }
}
