package dev.signet.launch.postgres;

import com.sun.security.auth.module.UnixSystem;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/**
 * A real PostgreSQL of our own, for a try-out and for tests. It keeps its data in the data folder, survives the death of
 * this process, of itself and of the machine like any other PostgreSQL, listens on loopback only and lets nobody in
 * without a password.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);

    private final DataFolder folder;
    private final PostgresHome home;
    private final EmbeddedPostgres server;
    private final DatabaseAccounts accounts;
    private boolean closed;

    private EmbeddedDatabase(DataFolder folder, PostgresHome home, EmbeddedPostgres server, DatabaseAccounts accounts) {
        this.folder = folder;
        this.home = home;
        this.server = server;
        this.accounts = accounts;
    }

    /**
     * Starts PostgreSQL on the data in {@code dataDir}, which is made on first use (5 to 20 seconds; later 1 to 4). A
     * server left behind by a killed process is stopped first.
     *
     * @param dataDir held by this object until it is closed
     * @throws StartRefused if the folder is in use or not usable, or PostgreSQL does not start
     */
    public static EmbeddedDatabase start(Path dataDir) {
        return start(DataFolder.open(dataDir));
    }

    /** Closes {@code folder} when it is closed itself, and when it cannot be started. */
    public static EmbeddedDatabase start(DataFolder folder) {
        PostgresHome home = new PostgresHome(folder);
        try {
            return start(folder, home);
        } catch (StartRefused e) {
            folder.close();
            throw e;
        } catch (IOException | SQLException | RuntimeException e) {
            String reason = e.getMessage() + home.complaint();
            cleanUp(home);
            folder.close();
            throw new StartRefused(
                    "The embedded PostgreSQL does not start (" + reason + "); its log is " + home.log(), e);
        }
    }

    /** Whether there is one in the data folder, that is, whether it was started there before. */
    public static boolean isThere(Path dataDir) {
        return PostgresHome.isComplete(dataDir);
    }

    /** All that is needed to connect. */
    public DatabaseAccounts accounts() {
        return accounts;
    }

    /** The account that owns the database and all in it, and is no administrator of the server. */
    public DatabaseAccess owner() {
        return accounts.owner().orElseThrow();
    }

    /** The address of the database, without user name and password. */
    public String jdbcUrl() {
        return accounts.application().url();
    }

    /** The application's role, which owns nothing. */
    public String username() {
        return accounts.application().username().orElseThrow();
    }

    /** Another one at every start. */
    public String password() {
        return accounts.application().password().orElseThrow();
    }

    /** Stops the server cleanly and waits for it, up to a minute. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            server.close();
            // The library gives up after five seconds, which a busy disk may exceed.
            home.postmaster().stop();
        } catch (IOException | StartRefused e) {
            LOG.errorf("The embedded database did not stop: %s", e.getMessage());
        } finally {
            folder.close();
        }
    }

    private static EmbeddedDatabase start(DataFolder folder, PostgresHome home) throws IOException, SQLException {
        UnixSystem user = new UnixSystem();
        if (user.getUsername() == null) {
            // Then its number is not known to Java either. initdb asks for the name.
            throw new StartRefused("The embedded PostgreSQL cannot run as a user that /etc/passwd does not name: start"
                    + " Signet as another user (in its image, 10001), or set quarkus.datasource.jdbc.url");
        }
        if (user.getUid() == 0 && !LinuxUtils.isUnshareAvailable()) {
            throw new StartRefused("The embedded PostgreSQL cannot run as root where user namespaces are closed: start"
                    + " Signet as another user, or set quarkus.datasource.jdbc.url");
        }
        String adminPassword = home.putInOrder();
        EmbeddedPostgres server = PostgresServer.start(home, adminPassword);
        try {
            DatabaseAccounts accounts = PostgresAccounts.provide(server);
            home.complete();
            return new EmbeddedDatabase(folder, home, server, accounts);
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** A start that failed half way may leave a server running, and may have failed by damaged binaries. */
    private static void cleanUp(PostgresHome home) {
        try {
            home.postmaster().stop();
            home.discardBinaries();
        } catch (IOException | StartRefused e) {
            LOG.errorf("After the failed start of the embedded database: %s", e.getMessage());
        }
    }
}
