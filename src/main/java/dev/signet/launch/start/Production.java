package dev.signet.launch.start;

import dev.signet.launch.postgres.StartRefused;
import dev.signet.launch.settings.Issuer;
import dev.signet.launch.settings.LaunchSettings;
import java.util.ArrayList;
import java.util.List;

/** What an issuer that is not loopback asks for before anything is started. */
final class Production {

    private Production() {}

    /** @throws StartRefused with one line for each thing missing */
    static void refuseWhatIsMissing(Issuer issuer, LaunchSettings settings) {
        List<String> lines = new ArrayList<>();
        if (!issuer.isHttps() && !settings.httpIssuerAllowed()) {
            lines.add("signet.issuer is not loopback and not https: use https (or set signet.allow.http-issuer=true to"
                    + " let tokens and passwords travel in the clear)");
        }
        if (settings.database().isEmpty()) {
            lines.add(LaunchSettings.JDBC_URL
                    + " is not set: with an issuer that is not loopback, an external PostgreSQL is required");
        }
        if (!settings.hasKey()) {
            lines.add(LaunchSettings.ENCRYPTION_KEY_FILE
                    + " is not set: with an issuer that is not loopback, a file with 32 bytes in base64 is required");
        }
        KeyFile.refusal(settings).ifPresent(lines::add);
        if (!lines.isEmpty()) {
            throw new StartRefused(lines);
        }
    }
}
