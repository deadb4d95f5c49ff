package dev.signet.launch.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** How the embedded server is set up: the library's own settings are for throw-away test data and open to every user. */
final class PostgresServer {

    private static final String AUTHENTICATION = "scram-sha-256";

    private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);

    /** The library tells every step; what matters of it reaches us as an exception. Held, or its level would be lost. */
    private static final Logger LIBRARY_LOG = Logger.getLogger("io.zonky.test");

    private PostgresServer() {}

    static EmbeddedPostgres start(PostgresHome home, String adminPassword) throws IOException {
        LIBRARY_LOG.setLevel(Level.WARNING);
        // Here the library also looks for, and deletes, what it takes for leftovers; by default in a folder that all
        // users of the machine share.
        System.setProperty("ot.epg.working-dir", home.binaries().toString());
        Redirect log = Redirect.appendTo(home.log().toFile());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(home.binaries().toFile())
                .setPgBinaryResolver(new OwnBinaries())
                .setDataDirectory(home.dataDirectory())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP_WAIT)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setConnectConfig("password", adminPassword);
        initdb(builder, home);
        configure(builder);
        return builder.start();
    }

    /** What the library takes for locales becomes options of initdb, after and above its {@code -A trust}. */
    private static void initdb(EmbeddedPostgres.Builder builder, PostgresHome home) {
        builder.setLocaleConfig("auth-host", AUTHENTICATION)
                .setLocaleConfig("auth-local", AUTHENTICATION)
                .setLocaleConfig("pwfile", home.passwordFile().toString())
                // The same order of text on every machine, whatever its language.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8");
    }

    private static void configure(EmbeddedPostgres.Builder builder) {
        // These overrule the library's "-F", which would give up what is written when power fails.
        builder.setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("password_encryption", AUTHENTICATION)
                .setServerConfig("max_connections", "100")
                // Failed statements are our own log's business, and may hold what should be in none.
                .setServerConfig("log_min_error_statement", "panic")
                .setServerConfig("log_error_verbosity", "terse")
                .setServerConfig("log_checkpoints", "off");
    }

    /** One for each start, because the library remembers by resolver where it unpacked, and each folder has its own. */
    private static final class OwnBinaries implements PgBinaryResolver {

        @Override
        public InputStream getPgBinary(String system, String machineHardware) throws IOException {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machineHardware);
        }
    }
}
