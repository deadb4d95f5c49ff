package dev.signet.launch.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that need a server of their own work on {@code own}, the others look at one they share. */
class EmbeddedDatabaseTest {

    @TempDir
    static Path sharedParent;

    @TempDir
    Path own;

    static EmbeddedDatabase shared;

    @BeforeAll
    static void start() {
        shared = EmbeddedDatabase.start(sharedParent.resolve("with space/data"));
    }

    @AfterAll
    static void stop() {
        shared.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "listen_addresses, 127.0.0.1",
        "password_encryption, scram-sha-256",
        "max_connections, 100",
        "server_encoding, UTF8",
    })
    void settingHoldsInTheRunningServer(String setting, String value) throws SQLException {
        assertThat(query(shared, "SELECT current_setting('" + setting + "')")).isEqualTo(value);
    }

    @Test
    void nobodyIsLetInWithoutTheRightPassword() throws IOException {
        for (String user : new String[] {"postgres", "signet_owner", "signet"}) {
            assertThatThrownBy(() -> connect(shared.jdbcUrl(), user, null)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> connect(shared.jdbcUrl(), user, "wrong"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }
        assertThat(Files.readString(shared("postgres/pg_hba.conf")).lines())
                .filteredOn(line -> !line.startsWith("#") && !line.isBlank())
                .isNotEmpty()
                .allMatch(line -> line.endsWith("scram-sha-256"));
    }

    @Test
    void serverHasNoSocketFileForOtherUsersToFind() throws IOException {
        // The fifth line of this file names its directory.
        assertThat(Files.readAllLines(shared("postgres/postmaster.pid")).get(4)).isEmpty();
    }

    @Test
    void applicationOwnsNothingAndNobodyIsAdministrator() throws SQLException {
        assertThat(query(shared, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"))
                .isEqualTo("signet_owner");
        String rights = "SELECT current_user || ' ' || (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR"
                + " rolbypassrls) FROM pg_roles WHERE rolname = current_user";
        assertThat(query(shared, rights)).isEqualTo("signet false");
        assertThat(queryAsOwner(shared, rights)).isEqualTo("signet_owner false");
        assertThatThrownBy(() -> query(shared, "CREATE TABLE own (id int); SELECT 1"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void whatTheApplicationOwnedInAnOlderVersionIsTheOwners() throws SQLException, IOException {
        try (EmbeddedDatabase older = EmbeddedDatabase.start(own)) {
            String password = Files.readString(own.resolve("postgres.password")).strip();
            query(older.jdbcUrl(), "postgres", password, "ALTER DATABASE signet OWNER TO signet; SELECT 1");
            query(older, "CREATE TABLE kept AS SELECT 42 AS answer; SELECT 1");
        }
        try (EmbeddedDatabase newer = EmbeddedDatabase.start(own)) {
            assertThat(queryAsOwner(newer, "SELECT answer FROM kept")).isEqualTo("42");
            assertThat(query(newer, "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user"))
                    .isEqualTo("0");
            assertThatThrownBy(() -> query(newer, "DROP TABLE kept; SELECT 1")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void whatIsSecretOnlyItsOwnerMayRead() throws IOException {
        assertThat(mode("postgres.password")).isEqualTo("rw-------");
        assertThat(mode("postgres")).isEqualTo("rwx------");
        assertThat(mode("postgres-binaries")).isEqualTo("rwx------");
        assertThat(Files.readString(shared("postgres.log")))
                .doesNotContain(shared.password())
                .doesNotContain(shared.owner().password().orElseThrow())
                .doesNotContain(Files.readString(shared("postgres.password")).strip());
    }

    @Test
    void dataIsOfTheVersionThatIsCheckedFor() throws IOException {
        assertThat(Files.readString(shared("postgres/PG_VERSION")).strip()).isEqualTo(PostgresHome.MAJOR_VERSION);
    }

    @Test
    void folderIsHeldByOneDatabase() {
        assertThatThrownBy(() -> EmbeddedDatabase.start(shared("")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("is in use by another Signet");
    }

    @Test
    void dataSurvivesARestartAndThePasswordDoesNot() throws SQLException, IOException {
        String password;
        try (EmbeddedDatabase first = EmbeddedDatabase.start(own)) {
            queryAsOwner(first, "CREATE TABLE kept AS SELECT 42 AS answer; SELECT 1");
            password = first.password();
        }
        assertThat(Files.readString(own.resolve("postgres.log"))).contains("database system is shut down");

        // As after a restart of the machine, when another process has the old number.
        Files.writeString(
                own.resolve("postgres/postmaster.pid"), ProcessHandle.current().pid() + "\n");
        try (EmbeddedDatabase second = EmbeddedDatabase.start(own)) {
            assertThat(queryAsOwner(second, "SELECT answer FROM kept")).isEqualTo("42");
            assertThat(second.password()).isNotEqualTo(password);
        }
    }

    @Test
    void serverLeftBehindByAKilledProcessIsStoppedAndItsDataIsThere() throws Exception {
        Process killed = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        own.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(killed.getInputStream(), UTF_8))) {
            assertThat(lines.lines().anyMatch("ready"::equals)).isTrue();
        } finally {
            killed.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        ProcessHandle orphan = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(own.resolve("postgres/postmaster.pid"))
                                .get(0)))
                .orElseThrow();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(own)) {
            assertThat(queryAsOwner(database, "SELECT answer FROM kept")).isEqualTo("42");
            assertThat(Files.readAllLines(own.resolve("postgres/postmaster.pid"))
                            .get(0))
                    .isNotEqualTo(Long.toString(orphan.pid()));
        }
    }

    @Test
    void interruptedFirstStartIsRepeatedAndItsFilesAreSetAside() throws IOException, SQLException {
        Path halfMade = Files.createDirectories(own.resolve("postgres"));
        Files.writeString(halfMade.resolve("PG_VERSION"), "18\n");
        Files.writeString(halfMade.resolve("postgresql.conf"), "");
        Path halfUnpacked = Files.createDirectories(own.resolve("postgres-binaries/unpacked/PG-1234/bin"));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(own)) {
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }

        assertThat(halfUnpacked).doesNotExist();
        try (var files = Files.list(own)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("postgres-incomplete-")))
                    .singleElement()
                    .satisfies(aside ->
                            assertThat(aside.resolve("postgres/PG_VERSION")).exists());
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsRefusedAndLeftAlone() throws IOException {
        Path data = Files.createDirectories(own.resolve("postgres"));
        Files.writeString(data.resolve("signet.complete"), "");
        Files.writeString(data.resolve("PG_VERSION"), "17\n");

        assertThatThrownBy(() -> EmbeddedDatabase.start(own))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("The data in " + data + " is of PostgreSQL 17, this is 18");

        assertThat(data.resolve("PG_VERSION")).hasContent("17\n");
    }

    /** A process that starts the database, writes to it and waits to be killed. */
    static final class Victim {

        private Victim() {}

        public static void main(String... args) throws Exception {
            EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]));
            queryAsOwner(database, "CREATE TABLE kept AS SELECT 42 AS answer; SELECT 1");
            System.out.println("ready");
            System.in.read();
        }
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        return query(database.jdbcUrl(), database.username(), database.password(), sql);
    }

    private static String queryAsOwner(EmbeddedDatabase database, String sql) throws SQLException {
        DatabaseAccess owner = database.owner();
        return query(
                owner.url(), owner.username().orElseThrow(), owner.password().orElseThrow(), sql);
    }

    private static String query(String url, String user, String password, String sql) throws SQLException {
        try (Connection connection = connect(url, user, password);
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }

    private static Connection connect(String url, String user, @Nullable String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        if (password != null) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(url, properties);
    }

    private static Path shared(String name) {
        return sharedParent.resolve("with space/data").resolve(name);
    }

    private static String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(shared(name)));
    }
}
