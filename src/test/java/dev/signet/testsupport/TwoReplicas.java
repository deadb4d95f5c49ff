package dev.signet.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.launch.postgres.EmbeddedDatabase;
import dev.signet.token.keystore.EncryptionKey;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Two processes of the packaged application on one database. */
public final class TwoReplicas implements AutoCloseable {
    public static final String ADMIN_PASSWORD = "the administrator's password";

    private final Path folder;
    private final EmbeddedDatabase database;
    private final SignetProcess one;
    private final SignetProcess other;

    private TwoReplicas(Path folder) throws IOException {
        this.folder = folder;
        database = EmbeddedDatabase.start(folder.resolve("database"));
        EncryptionKey.create(folder.resolve("key"));
        one = replica("one");
        other = replica("other");
    }

    /** Starts both at once, on an empty database: one of them makes the keys. */
    public static TwoReplicas start(Path folder) throws Exception {
        TwoReplicas replicas = new TwoReplicas(folder);
        ExecutorService starts = Executors.newFixedThreadPool(2);
        try {
            for (Future<?> started :
                    List.of(starts.submit(replicas.one::start), starts.submit(replicas.other::start))) {
                started.get();
            }
            return replicas;
        } catch (Exception e) {
            replicas.close();
            throw e;
        } finally {
            starts.shutdown();
        }
    }

    private SignetProcess replica(String name) throws IOException {
        return new SignetProcess(Files.createDirectory(folder.resolve(name)))
                .set("SIGNET_ISSUER", "https://signet.example")
                .set("SIGNET_ADMIN_PASSWORD", ADMIN_PASSWORD)
                .set("SIGNET_ENCRYPTION_KEY_FILE", folder.resolve("key").toString())
                // so long that only notices can be why one knows of the other's changes
                .set("SIGNET_NOTICES_POLL", "PT1M")
                .on(database);
    }

    public SignetProcess one() {
        return one;
    }

    public SignetProcess other() {
        return other;
    }

    public List<SignetProcess> both() {
        return List.of(one, other);
    }

    /** The first column of what a query finds. */
    public List<String> query(String sql) {
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

    public Connection connection() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }

    /**
     * Restarts PostgreSQL on the same port and waits until it is back.
     *
     * @param mode {@code fast}, as an administrator does; {@code immediate}, as a crash does
     */
    public void restartDatabase(String mode) throws Exception {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL refuses to run as root
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(pgCtl().toString(), "restart", "-w", "-m", mode));
        command.addAll(List.of(
                "-D",
                database("postgres").toString(),
                "-l",
                database("postgres.log").toString()));
        Process restart = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(restart.waitFor(2, TimeUnit.MINUTES))
                .as("the restart of PostgreSQL")
                .isTrue();
        assertThat(restart.exitValue()).as("the restart of PostgreSQL").isZero();
    }

    private Path pgCtl() throws IOException {
        try (var files = Files.find(database("postgres-binaries"), 5, (file, facts) -> file.endsWith("bin/pg_ctl"))) {
            return files.findAny().orElseThrow();
        }
    }

    private Path database(String name) {
        return folder.resolve("database").resolve(name);
    }

    @Override
    public void close() {
        one.close();
        other.close();
        database.close();
    }
}
