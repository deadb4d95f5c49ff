package dev.signet.testsupport;

import dev.signet.launch.postgres.EmbeddedDatabase;
import dev.signet.token.keystore.EncryptionKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** One real PostgreSQL and one encryption key for a whole run of tests, and with them one server. */
@QuarkusTestResource(TestServer.class)
public class TestServer implements QuarkusTestResourceLifecycleManager {
    public static final String ADMIN_PASSWORD = "correct horse battery staple";
    public static final String ISSUER = "http://localhost:8080";
    public static final String FRONT_END = "https://app.example";

    /** A proxy that is trusted, and one that is trusted when this one names it. */
    public static final String PROXY = "127.0.9.1";

    public static final String OUTER_PROXY = "10.9.0.7";

    private Path folder;
    private EmbeddedDatabase database;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "test-server-");
            Path key = folder.resolve("encryption.key");
            EncryptionKey.create(key);
            database = EmbeddedDatabase.start(folder.resolve("data"));
            return Map.ofEntries(
                    Map.entry("quarkus.datasource.jdbc.url", database.jdbcUrl()),
                    Map.entry("quarkus.datasource.username", database.username()),
                    Map.entry("quarkus.datasource.password", database.password()),
                    Map.entry(
                            "quarkus.flyway.username",
                            database.owner().username().orElseThrow()),
                    Map.entry(
                            "quarkus.flyway.password",
                            database.owner().password().orElseThrow()),
                    // as with signet.audit.retention, which some tests have
                    Map.entry("quarkus.flyway.placeholders.\"audit-retention\"", "'P1D'"),
                    Map.entry("signet.encryption-key-file", key.toString()),
                    Map.entry("signet.admin-password", ADMIN_PASSWORD),
                    // tests sweep when they want to
                    Map.entry("signet.clean-up.every", "P1D"),
                    // and count and seal audit events when they want to
                    Map.entry("signet.audit.tally-for", "PT1H"),
                    Map.entry("signet.audit.seal-every", "PT1H"),
                    Map.entry("signet.trusted-proxies", PROXY + ",10.9.0.0/16"),
                    Map.entry("signet.forwarded-header", "X-Forwarded-For"),
                    Map.entry("quarkus.http.cors.origins", FRONT_END),
                    // of resources of others, which may be guarded by their paths
                    Map.entry("quarkus.http.auth.policy.shapes.roles-allowed", "policy-reader"),
                    Map.entry("quarkus.http.auth.permission.shapes.paths", "/shapes/policy/*"),
                    Map.entry("quarkus.http.auth.permission.shapes.policy", "shapes"),
                    // opens no other door
                    Map.entry("mp.jwt.token.header", "Cookie"),
                    Map.entry("mp.jwt.token.cookie", "access_token"),
                    // as in a try-out
                    Map.entry("signet.loopback-hosts-only", "true"),
                    // on a busy machine a flood of log-ins takes longer than the half minute that is the default
                    Map.entry("quarkus.http.test-timeout", "PT3M"),
                    Map.entry("quarkus.http.test-port", "0"),
                    Map.entry("quarkus.management.test-port", "0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (database != null) {
            database.close();
        }
    }
}
