package dev.signet.launch.start;

import dev.signet.admin.change.SetupFormat;
import dev.signet.identity.clientadmin.ClientSetupFormat;
import dev.signet.identity.role.RoleSetupFormat;
import dev.signet.identity.useradmin.UserSetupFormat;
import dev.signet.launch.postgres.DataFolder;
import dev.signet.launch.postgres.DatabaseAccounts;
import dev.signet.launch.postgres.EmbeddedDatabase;
import dev.signet.launch.postgres.StartRefused;
import dev.signet.launch.settings.Issuer;
import dev.signet.launch.settings.LaunchSettings;
import dev.signet.launch.setup.SetupFile;
import dev.signet.token.keystore.UnusableKeyException;
import io.quarkus.runtime.LaunchMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Checks and provides what Quarkus needs, by the issuer: a try-out or production. */
final class Launch {

    /** RFC 6797. In production only: a browser that once saw it would refuse a try-out's http for a year. */
    private static final String STRICT_TRANSPORT = "quarkus.http.header.\"Strict-Transport-Security\".value";

    /** Load balancers that notice only now that it is not ready still send requests. A try-out has none, and stops at once. */
    private static final String STOP_DELAY = "quarkus.shutdown.delay";

    private static final String STOP_DELAY_OF_PRODUCTION = "5S";

    /** All that a setup file can declare. */
    static final List<SetupFormat> KINDS =
            List.of(new RoleSetupFormat(), new ClientSetupFormat(), new UserSetupFormat());

    private static final String ALL_ADDRESSES = "0.0.0.0";

    private static final Logger LOG = Logger.getLogger(Launch.class);

    private final AfterQuarkus afterQuarkus;
    private final QuarkusSettings quarkus;

    Launch(AfterQuarkus afterQuarkus, QuarkusSettings quarkus) {
        this.afterQuarkus = afterQuarkus;
        this.quarkus = quarkus;
    }

    /**
     * What can be told before anything is made or started.
     *
     * @throws StartRefused where the setup file or a port cannot be used
     */
    static void check(LaunchSettings settings) {
        Issuer issuer = Issuer.parse(settings.issuer());
        Optional<Path> setupFile =
                LaunchSettings.effective(LaunchSettings.SETUP_FILE).map(Path::of);
        if (LaunchSettings.isTrue(LaunchSettings.ADMIN_PASSWORD_RESET)) {
            if (LaunchSettings.isTrue(LaunchSettings.SETUP_DRY_RUN)) {
                refuse(LaunchSettings.ADMIN_PASSWORD_RESET + " and " + LaunchSettings.SETUP_DRY_RUN
                        + " are both true: each is a start of its own, so remove one");
            }
        } else {
            // which a reset does not read
            setupFile.ifPresent(file -> refuseMistakes(file, issuer, settings));
        }
        if (setupFile.isEmpty() && LaunchSettings.isTrue(LaunchSettings.SETUP_DRY_RUN)) {
            refuse(LaunchSettings.SETUP_DRY_RUN + " is true, and " + LaunchSettings.SETUP_FILE
                    + " is not set: name the file, such as /etc/signet/setup.yaml");
        }
        // While it is developed, the listener stays there from one start to the next.
        if (!LaunchSettings.isForOneTask() && LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            if (issuer.isLoopback()) {
                ListeningPorts.refuseTaken(
                        Optional.of(address(issuer, settings)), Optional.of(issuer.loopbackAddress()));
            } else {
                ListeningPorts.refuseTaken(Optional.empty(), Optional.empty());
            }
        }
    }

    private static void refuseMistakes(Path setupFile, Issuer issuer, LaunchSettings settings) {
        boolean isNew =
                issuer.isLoopback() && settings.database().isEmpty() && !EmbeddedDatabase.isThere(settings.dataDir());
        List<String> mistakes = SetupFile.mistakes(setupFile, KINDS, isNew);
        if (!mistakes.isEmpty()) {
            throw new StartRefused(mistakes);
        }
    }

    /** @throws StartRefused with everything that is missing or wrong */
    void prepare(LaunchSettings settings) {
        Issuer issuer = Issuer.parse(settings.issuer());
        DatabaseAccounts database = issuer.isLoopback() ? tryOut(issuer, settings) : production(issuer, settings);
        DatabasePreflight.check(database);
        quarkus.apply();
    }

    private DatabaseAccounts production(Issuer issuer, LaunchSettings settings) {
        Production.refuseWhatIsMissing(issuer, settings);
        // Which pages are our own is said by the issuer, never by the Host of a request.
        quarkus.add(LaunchSettings.CORS_ORIGINS, String.join(",", settings.originsWith(issuer.origin())));
        if (issuer.isHttps()) {
            quarkus.add(STRICT_TRANSPORT, "max-age=31536000");
        }
        if (LaunchSettings.isForOneTask()) {
            quarkus.add(STOP_DELAY, "0S");
        } else if (LaunchSettings.effective(STOP_DELAY).isEmpty()) {
            quarkus.add(STOP_DELAY, STOP_DELAY_OF_PRODUCTION);
        }
        return settings.database().orElseThrow();
    }

    private DatabaseAccounts tryOut(Issuer issuer, LaunchSettings settings) {
        quarkus.add("quarkus.http.host", address(issuer, settings));
        quarkus.add("quarkus.management.host", issuer.loopbackAddress());
        quarkus.add("signet.loopback-hosts-only", "true");
        boolean oneTask = LaunchSettings.isForOneTask();
        Path ownKey = KeyFile.in(settings.dataDir());
        if (oneTask && settings.database().isPresent() && (settings.hasKey() || Files.exists(ownKey))) {
            // A server on the same database may hold the folder: nothing is written there.
            useKey(settings, ownKey);
            return settings.database().get();
        }
        KeyFile.refusal(settings).ifPresent(Launch::refuse);
        if (!oneTask && settings.tryOutOnAllAddresses()) {
            LOG.warn(
                    "signet.allow.try-out-on-all-addresses: whoever reaches the port can try to log in, and passwords and"
                            + " tokens travel in the clear. Publish it to this machine only (docker run -p 127.0.0.1:8080:8080)");
        }
        if (!oneTask) {
            Announcement.ofStart(settings.dataDir());
        }
        DataFolder folder = afterQuarkus.keep(() -> DataFolder.open(settings.dataDir()));
        if (!settings.hasKey()) {
            useKey(settings, madeOnce(folder));
        }
        return settings.database().orElseGet(() -> ownDatabase(folder));
    }

    /** The configured key, else the one of the data folder. */
    private void useKey(LaunchSettings settings, Path ownKey) {
        if (!settings.hasKey()) {
            quarkus.add(LaunchSettings.ENCRYPTION_KEY_FILE, ownKey.toString());
        }
        (settings.hasKey() ? KeyFile.refusal(settings) : KeyFile.refusal(ownKey)).ifPresent(Launch::refuse);
    }

    /** Where a try-out's clients reach it; the platform's port is on loopback always. */
    private static String address(Issuer issuer, LaunchSettings settings) {
        return settings.tryOutOnAllAddresses() ? ALL_ADDRESSES : issuer.loopbackAddress();
    }

    private static void refuse(String line) {
        throw new StartRefused(line);
    }

    private static Path madeOnce(DataFolder folder) {
        try {
            return KeyFile.ownIn(folder);
        } catch (UnusableKeyException e) {
            throw new StartRefused(LaunchSettings.ENCRYPTION_KEY_FILE + ": " + e.getMessage(), e);
        }
    }

    private DatabaseAccounts ownDatabase(DataFolder folder) {
        EmbeddedDatabase database = afterQuarkus.keep(() -> EmbeddedDatabase.start(folder));
        quarkus.add(database.accounts());
        return database.accounts();
    }
}
