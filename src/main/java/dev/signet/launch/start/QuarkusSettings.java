package dev.signet.launch.start;

import dev.signet.launch.postgres.DatabaseAccess;
import dev.signet.launch.postgres.DatabaseAccounts;
import dev.signet.launch.postgres.StartRefused;
import dev.signet.launch.settings.LaunchSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the launch decided and Quarkus must take for its configuration. */
final class QuarkusSettings {

    private final Map<String, String> values = new LinkedHashMap<>();

    void add(String key, String value) {
        values.put(key, value);
    }

    void add(DatabaseAccounts accounts) {
        add(LaunchSettings.JDBC_URL, accounts.application().url());
        add(LaunchSettings.USERNAME, accounts.application().username());
        add(LaunchSettings.PASSWORD, accounts.application().password());
        add(LaunchSettings.OWNER_USERNAME, accounts.owner().flatMap(DatabaseAccess::username));
        add(LaunchSettings.OWNER_PASSWORD, accounts.owner().flatMap(DatabaseAccess::password));
    }

    private void add(String key, Optional<String> value) {
        value.ifPresent(known -> add(key, known));
    }

    /** @throws StartRefused if the configuration holds something that outranks a decision */
    void apply() {
        values.forEach(System::setProperty);
        List<String> outranked = values.entrySet().stream()
                .filter(entry -> !LaunchSettings.effective(entry.getKey())
                        .map(entry.getValue()::equals)
                        .orElse(false))
                .map(entry -> entry.getKey() + " is set in a way that outranks what a try-out must set: remove it"
                        + " (from a profile, or from a source with a config_ordinal)")
                .toList();
        if (!outranked.isEmpty()) {
            throw new StartRefused(outranked);
        }
    }

    /** Quarkus may be started again in this process, when it is being developed. */
    void withdraw() {
        values.keySet().forEach(System::clearProperty);
    }
}
