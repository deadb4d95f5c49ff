package dev.signet.launch.settings;

import dev.signet.base.protocol.IssuerConfig;
import dev.signet.launch.postgres.DatabaseAccess;
import dev.signet.launch.postgres.DatabaseAccounts;
import dev.signet.launch.postgres.StartRefused;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The configuration of the launch.
 *
 * @param database who we are at the external database, where one is configured
 * @param origins the origins whose front ends may call
 */
public record LaunchSettings(
        String issuer,
        Path dataDir,
        Optional<Path> encryptionKeyFile,
        Optional<String> encryptionKey,
        boolean httpIssuerAllowed,
        boolean tryOutOnAllAddresses,
        Optional<DatabaseAccounts> database,
        List<String> origins) {

    public static final String ENCRYPTION_KEY = "signet.encryption-key";
    public static final String ENCRYPTION_KEY_FILE = "signet.encryption-key-file";
    public static final String CORS_ORIGINS = "quarkus.http.cors.origins";
    public static final String JDBC_URL = "quarkus.datasource.jdbc.url";
    public static final String USERNAME = "quarkus.datasource.username";
    public static final String PASSWORD = "quarkus.datasource.password";
    public static final String OWNER_JDBC_URL = "quarkus.flyway.jdbc-url";
    public static final String OWNER_USERNAME = "quarkus.flyway.username";
    public static final String OWNER_PASSWORD = "quarkus.flyway.password";

    public static final String SETUP_FILE = "signet.setup-file";
    public static final String SETUP_DRY_RUN = "signet.setup-dry-run";
    public static final String ADMIN_PASSWORD_RESET = "signet.admin-password-reset";

    private static final String MIGRATES = "quarkus.flyway.migrate-at-start";

    /**
     * Reads what Quarkus will read: system properties, environment, {@code .env}, {@code config/application.properties}
     * beside the process and the application's own, for the active profile.
     *
     * @throws StartRefused if a value cannot be read as what it should be
     */
    public static LaunchSettings load() {
        try {
            SmallRyeConfig config = config();
            LaunchConfig launch = config.getConfigMapping(LaunchConfig.class);
            return new LaunchSettings(
                    config.getConfigMapping(IssuerConfig.class).issuer(),
                    launch.dataDir(),
                    launch.encryptionKeyFile(),
                    launch.encryptionKey(),
                    launch.allow().httpIssuer(),
                    launch.allow().tryOutOnAllAddresses(),
                    value(config, JDBC_URL).map(url -> accounts(config, url)),
                    config.getOptionalValues(CORS_ORIGINS, String.class).orElse(List.of()));
        } catch (RuntimeException e) {
            throw new StartRefused("The configuration cannot be read: " + e.getMessage(), e);
        }
    }

    private static DatabaseAccounts accounts(SmallRyeConfig config, String url) {
        return new DatabaseAccounts(
                new DatabaseAccess(url, value(config, USERNAME), value(config, PASSWORD)),
                config.getOptionalValue(MIGRATES, Boolean.class)
                        .filter(migrates -> migrates)
                        .map(migrates -> new DatabaseAccess(
                                value(config, OWNER_JDBC_URL).orElse(url),
                                value(config, OWNER_USERNAME),
                                value(config, OWNER_PASSWORD))));
    }

    public List<String> originsWith(String own) {
        return Stream.concat(origins.stream(), Stream.of(own)).distinct().toList();
    }

    /** The value Quarkus will see for {@code key}. */
    public static Optional<String> effective(String key) {
        return value(config(), key);
    }

    /** Whether the process is started for one task and ends then, without listening. */
    public static boolean isForOneTask() {
        return isTrue(SETUP_DRY_RUN) || isTrue(ADMIN_PASSWORD_RESET);
    }

    /** The value that Quarkus will see, with the place where it stands. */
    static ConfigValue found(String key) {
        return config().getConfigValue(key);
    }

    public static boolean isTrue(String key) {
        return config().getOptionalValue(key, Boolean.class).orElse(false);
    }

    /** Whether an encryption key is configured, itself or as a file. */
    public boolean hasKey() {
        return encryptionKey.isPresent() || encryptionKeyFile.isPresent();
    }

    private static Optional<String> value(SmallRyeConfig config, String key) {
        return config.getOptionalValue(key, String.class);
    }

    /** Built aside and never registered: Quarkus makes and registers its own when it starts. */
    private static SmallRyeConfig config() {
        return ConfigUtils.emptyConfigBuilder()
                .addDiscoveredSources()
                .withMapping(LaunchConfig.class)
                .withMapping(IssuerConfig.class)
                // Below "signet" every package has keys of its own; unknown ones are found by Quarkus' full check.
                .withValidateUnknown(false)
                .build();
    }
}
