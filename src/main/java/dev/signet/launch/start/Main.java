package dev.signet.launch.start;

import dev.signet.launch.postgres.StartRefused;
import dev.signet.launch.settings.ConfigurationCheck;
import dev.signet.launch.settings.LaunchSettings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Locale;

/** Where the process starts. */
@QuarkusMain
public final class Main {

    Main() {}

    /** Exits with code 1 and one line on standard error for each reason, where the start is refused. */
    public static void main(String... args) {
        HeapWatch.start();
        // Quarkus and others change the case of protocol elements by the default locale, where a Turkish I is no i.
        Locale.setDefault(Locale.ROOT);
        NativeCrypto.begin();
        AfterQuarkus afterQuarkus = new AfterQuarkus();
        afterQuarkus.atProcessEnd();
        QuarkusSettings quarkus = new QuarkusSettings();
        try {
            ConfigurationCheck.run();
            LaunchSettings settings = LaunchSettings.load();
            Launch.check(settings);
            new Launch(afterQuarkus, quarkus).prepare(settings);
        } catch (StartRefused refused) {
            // What fails because the process was told to end is no reason to tell.
            if (!afterQuarkus.processEnds()) {
                refused.lines().forEach(System.err::println);
            }
            System.exit(1);
        }
        if (afterQuarkus.processEnds()) {
            return;
        }
        // Without an exit handler of our own: with one, Quarkus leaves it to that to say why a start failed.
        Quarkus.run(args);
        // It only returns while being developed, when the application is about to be started again in this process.
        quarkus.withdraw();
        afterQuarkus.closeAll();
    }
}
