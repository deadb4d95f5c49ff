package dev.signet.launch;

import dev.signet.embedded.DataFolder;
import dev.signet.embedded.DatabaseAccounts;
import dev.signet.embedded.EmbeddedDatabase;
import dev.signet.embedded.StartRefused;
import dev.signet.key.UnusableKeyException;
import dev.signet.setup.SetupFile;
import io.quarkus.runtime.LaunchMode;
import java.nio.file.Path;
import java.util.Optional;

/** Checks and provides what Quarkus needs, by the issuer: a try-out or production. */
final class Launch {

    /** RFC 6797. In production only: a browser that once saw it would refuse a try-out's http for a year. */
    private static final String STRICT_TRANSPORT = "quarkus.http.header.\"Strict-Transport-Security\".value";

    /** Load balancers that notice only now that it is not ready still send requests. A try-out has none, and stops at once. */
    private static final String STOP_DELAY = "quarkus.shutdown.delay";

    private static final String STOP_DELAY_OF_PRODUCTION = "5S";

    private final AfterQuarkus afterQuarkus;
    private final Handover handover;

    Launch(AfterQuarkus afterQuarkus, Handover handover) {
        this.afterQuarkus = afterQuarkus;
        this.handover = handover;
    }

    /**
     * What can be told before anything is made or started.
     *
     * @throws StartRefused where the setup file or a port cannot be used
     */
    static void check(LaunchSettings settings) {
        Issuer issuer = Issuer.parse(settings.issuer());
        Optional<Path> setupFile = LaunchSettings.effective("signet.setup-file").map(Path::of);
        setupFile.flatMap(SetupFile::mistake).ifPresent(Launch::refuse);
        // While it is developed, the listener stays there from one start to the next.
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            ListeningPorts.refuseTaken(issuer.isLoopback() ? Optional.of(issuer.loopbackAddress()) : Optional.empty());
        }
    }

    /** @throws StartRefused with everything that is missing or wrong */
    void prepare(LaunchSettings settings) {
        Issuer issuer = Issuer.parse(settings.issuer());
        DatabaseAccounts database = issuer.isLoopback() ? tryOut(issuer, settings) : production(issuer, settings);
        DatabasePreflight.check(database);
        handover.apply();
    }

    private DatabaseAccounts production(Issuer issuer, LaunchSettings settings) {
        Production.refuseWhatIsMissing(issuer, settings);
        // Which pages are our own is said by the issuer, never by the Host of a request.
        handover.add(LaunchSettings.CORS_ORIGINS, String.join(",", settings.originsWith(issuer.origin())));
        if (issuer.isHttps()) {
            handover.add(STRICT_TRANSPORT, "max-age=31536000");
        }
        if (LaunchSettings.effective(STOP_DELAY).isEmpty()) {
            handover.add(STOP_DELAY, STOP_DELAY_OF_PRODUCTION);
        }
        return settings.database().orElseThrow();
    }

    private DatabaseAccounts tryOut(Issuer issuer, LaunchSettings settings) {
        handover.add("quarkus.http.host", issuer.loopbackAddress());
        handover.add("quarkus.management.host", issuer.loopbackAddress());
        handover.add("signet.loopback-hosts-only", "true");
        Announcement.ofStart(settings.dataDir());
        DataFolder folder = afterQuarkus.keep(() -> DataFolder.open(settings.dataDir()));
        if (settings.encryptionKey().isEmpty() && settings.encryptionKeyFile().isEmpty()) {
            KeyFile.refusal(ownKeyFile(folder)).ifPresent(Launch::refuse);
        }
        KeyFile.refusal(settings).ifPresent(Launch::refuse);
        return settings.database().orElseGet(() -> ownDatabase(folder));
    }

    private static void refuse(String line) {
        throw new StartRefused(line);
    }

    private Path ownKeyFile(DataFolder folder) {
        try {
            Path file = KeyFile.ownIn(folder);
            handover.add(LaunchSettings.ENCRYPTION_KEY_FILE, file.toString());
            return file;
        } catch (UnusableKeyException e) {
            throw new StartRefused(LaunchSettings.ENCRYPTION_KEY_FILE + ": " + e.getMessage(), e);
        }
    }

    private DatabaseAccounts ownDatabase(DataFolder folder) {
        EmbeddedDatabase database = afterQuarkus.keep(() -> EmbeddedDatabase.start(folder));
        handover.add(database.accounts());
        return database.accounts();
    }
}
