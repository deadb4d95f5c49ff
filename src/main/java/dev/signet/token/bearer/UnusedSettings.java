package dev.signet.token.bearer;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Says at start which settings of MicroProfile JWT are there and without effect: a token is verified with Signet's own keys, by its own
 * settings ({@code signet.*}), and looked for in the {@code Authorization} header only.
 */
@ApplicationScoped
class UnusedSettings {
    private static final Logger LOG = Logger.getLogger(UnusedSettings.class);
    private static final String PREFIX = "mp.jwt.";

    void report(@Observes StartupEvent event, Config config) {
        report(config.getPropertyNames());
    }

    /** @param names of all that is configured; environment variables under their own names, too */
    static void report(Iterable<String> names) {
        String unused = StreamSupport.stream(names.spliterator(), false)
                .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '.'))
                .filter(name -> name.startsWith(PREFIX))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        if (!unused.isEmpty()) {
            LOG.warnf(
                    "Without effect: %s. Signet verifies tokens with its own keys, by signet.issuer and signet.token.*, and takes"
                            + " them from the Authorization header only",
                    unused);
        }
    }
}
