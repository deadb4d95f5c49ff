package dev.signet.launch;

import dev.signet.embedded.DatabaseAccess;
import dev.signet.embedded.StartRefused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the launch decided and Quarkus must take for its configuration. */
final class Handover {

    private final Map<String, String> values = new LinkedHashMap<>();

    void add(String key, String value) {
        values.put(key, value);
    }

    void add(DatabaseAccess access) {
        add(LaunchSettings.JDBC_URL, access.url());
        access.username().ifPresent(username -> add(LaunchSettings.USERNAME, username));
        access.password().ifPresent(password -> add(LaunchSettings.PASSWORD, password));
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
