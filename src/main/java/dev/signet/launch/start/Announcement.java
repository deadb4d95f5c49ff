package dev.signet.launch.start;

import dev.signet.base.protocol.IssuerConfig;
import dev.signet.launch.settings.Issuer;
import dev.signet.launch.settings.LaunchConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.nio.file.Path;

/** What a person who tries Signet out sees of it: on standard output, as it is not for those who collect logs. */
@ApplicationScoped
class Announcement {
    private final LaunchConfig launch;
    private final IssuerConfig issuer;

    Announcement(LaunchConfig launch, IssuerConfig issuer) {
        this.launch = launch;
        this.issuer = issuer;
    }

    /** The first start is silent for seconds after this. */
    static void ofStart(Path dataDir) {
        print("Signet is starting as a try-out. Its data is in "
                + dataDir.toAbsolutePath().normalize());
    }

    /** After all that is made at start, and with it the line about the first administrator. */
    void ofReadiness(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER + 1) StartupEvent event) {
        if (Issuer.parse(issuer.issuer()).isLoopback()) {
            String base = issuer.issuer().replaceAll("/$", "");
            print("Log in with POST " + base + "/api/login. " + base
                    + "/ tells where everything is. Stop with Ctrl-C; to start anew," + " stop and delete "
                    + launch.dataDir());
        }
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
