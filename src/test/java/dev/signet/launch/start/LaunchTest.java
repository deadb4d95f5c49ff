package dev.signet.launch.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signet.launch.postgres.DatabaseAccess;
import dev.signet.launch.postgres.DatabaseAccounts;
import dev.signet.launch.postgres.StartRefused;
import dev.signet.launch.settings.LaunchSettings;
import dev.signet.token.keystore.EncryptionKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchTest {

    private static final String HTTP = "signet.issuer is not loopback and not https: use https (or set"
            + " signet.allow.http-issuer=true to let tokens and passwords travel in the clear)";
    private static final String DATABASE =
            "quarkus.datasource.jdbc.url is not set: with an issuer that is not loopback,"
                    + " an external PostgreSQL is required";
    private static final String KEY =
            "signet.encryption-key-file is not set: with an issuer that is not loopback, a file"
                    + " with 32 bytes in base64 is required";

    /** Nothing listens on port 1: reaching for it is the last step of a launch, and proof that all others passed. */
    private static final DatabaseAccounts UNREACHABLE = account(
            "jdbc:postgresql://127.0.0.1:1/signet?password=secret", Optional.of("signet"), Optional.of("secret"));

    private static final String UNREACHABLE_LINE = "The database signet at 127.0.0.1:1 cannot be reached";

    @TempDir
    Path folder;

    private final AfterQuarkus afterQuarkus = new AfterQuarkus();

    @AfterEach
    void close() {
        afterQuarkus.closeAll();
    }

    @ParameterizedTest(name = "https {0}, http allowed {1}, database {2}, key {3}")
    @CsvSource({
        "true,  false, false, false", "true,  false, false, true", "true,  false, true,  false",
        "true,  true,  false, false", "true,  true,  false, true", "true,  true,  true,  false",
        "false, false, false, false", "false, false, false, true", "false, false, true,  false",
        "false, false, true,  true", "false, true,  false, false", "false, true,  false, true",
        "false, true,  true,  false",
    })
    void productionNamesEachThingThatIsMissing(boolean https, boolean httpAllowed, boolean database, boolean key) {
        List<String> missing = new ArrayList<>();
        if (!https && !httpAllowed) {
            missing.add(HTTP);
        }
        if (!database) {
            missing.add(DATABASE);
        }
        if (!key) {
            missing.add(KEY);
        }

        assertThat(refusal(production(https, httpAllowed, database, key))).isEqualTo(missing);
    }

    @ParameterizedTest(name = "https {0}, http allowed {1}")
    @CsvSource({"true, false", "true, true", "false, true"})
    void productionWithEverythingGoesOnToTheDatabase(boolean https, boolean httpAllowed) {
        assertThat(refusal(production(https, httpAllowed, true, true))).containsExactly(UNREACHABLE_LINE);
    }

    @Test
    void unusableEncryptionKeyIsRefusedInBothModes() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.key"), "c2hvcnQ=");
        String line = "signet.encryption-key-file: The encryption key file " + broken + " holds 5 bytes instead of 32"
                + ": expected are 32 bytes in base64, as openssl rand -base64 32 makes them";

        for (String issuer : List.of("http://localhost", "https://id.example.com")) {
            assertThat(refusal(settings(issuer, false, Optional.of(UNREACHABLE), Optional.of(broken))))
                    .containsExactly(line);
        }
    }

    @Test
    void tryOutMakesItsOwnKeyAndKeepsIt() {
        Path dataDir = folder.resolve("data");
        LaunchSettings tryOut = settings("http://localhost", false, Optional.of(UNREACHABLE), Optional.empty());

        assertThat(refusal(tryOut)).containsExactly(UNREACHABLE_LINE);
        String id = EncryptionKey.read(dataDir.resolve("encryption.key")).id();
        afterQuarkus.closeAll();

        assertThat(refusal(tryOut)).containsExactly(UNREACHABLE_LINE);
        assertThat(EncryptionKey.read(dataDir.resolve("encryption.key")).id()).isEqualTo(id);
    }

    @Test
    void productionLeavesNothingBehind() throws IOException {
        refusal(production(true, false, false, false));

        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aReasonIsOneLineWhateverTheConfigurationHolds() {
        assertThat(refusal(settings("http://a\nb", false, Optional.empty(), Optional.empty())))
                .singleElement()
                .asString()
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void passwordsAreInNoMessage() {
        assertThat(UNREACHABLE.toString()).doesNotContain("secret");
        assertThat(refusal(settings(
                        "http://localhost",
                        false,
                        Optional.of(account("jdbc:nonsense:?password=secret", Optional.empty(), Optional.empty())),
                        Optional.empty())))
                .containsExactly("quarkus.datasource.jdbc.url is not the JDBC URL of a PostgreSQL database");
    }

    private static DatabaseAccounts account(String url, Optional<String> username, Optional<String> password) {
        DatabaseAccess account = new DatabaseAccess(url, username, password);
        return new DatabaseAccounts(account, Optional.of(account));
    }

    private LaunchSettings production(boolean https, boolean httpAllowed, boolean database, boolean key) {
        Path keyFile = folder.resolve("given.key");
        if (key) {
            EncryptionKey.create(keyFile);
        }
        return settings(
                (https ? "https" : "http") + "://id.example.com",
                httpAllowed,
                database ? Optional.of(UNREACHABLE) : Optional.empty(),
                key ? Optional.of(keyFile) : Optional.empty());
    }

    private LaunchSettings settings(
            String issuer, boolean httpAllowed, Optional<DatabaseAccounts> database, Optional<Path> keyFile) {
        return new LaunchSettings(
                issuer, folder.resolve("data"), keyFile, Optional.empty(), httpAllowed, false, database, List.of());
    }

    private List<String> refusal(LaunchSettings settings) {
        StartRefused refused = catchThrowableOfType(
                StartRefused.class, () -> new Launch(afterQuarkus, new QuarkusSettings()).prepare(settings));
        return refused.lines();
    }
}
