package dev.signet.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.base.replica.Sweep;
import dev.signet.testsupport.OwnerDatabase;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No table grows with traffic: each has its sweep, or is listed here with the reason why it needs none. */
@QuarkusTest
class EveryTableTest {
    private static final Map<String, String> WITHOUT = Map.ofEntries(
            Map.entry("audit_chain", "one row"),
            Map.entry("audit_cut", "one row"),
            Map.entry("audit_unsealed", "emptied by each sealing"),
            Map.entry("client", "kept until an administrator deletes it"),
            Map.entry("client_role", "goes with the client"),
            Map.entry("client_secret", "two for each client"),
            Map.entry("declared_item", "one for each item that the setup file has or had"),
            Map.entry("flyway_schema_history", "one for each migration"),
            Map.entry("outage_probe", "what is written is rolled back"),
            Map.entry("server_secret", "one row"),
            Map.entry("signet_role", "kept until an administrator deletes it"),
            Map.entry("signet_user", "kept until an administrator deletes it"),
            Map.entry("signing_key", "one for each rotation, which the schedule bounds"),
            Map.entry("user_role", "goes with the user"));

    @Inject
    OwnerDatabase database;

    @Inject
    @All
    List<Sweep> sweeps;

    @Test
    void eachHasItsSweepOrAReason() throws SQLException {
        Set<String> swept = new TreeSet<>();
        sweeps.forEach(sweep -> swept.addAll(sweep.tables()));
        assertThat(swept).doesNotContainAnyElementsOf(WITHOUT.keySet());
        swept.addAll(WITHOUT.keySet());
        assertThat(tables()).isEqualTo(swept);
    }

    @Test
    void architectureNamesThemAll() throws SQLException, IOException {
        String text = Files.readString(Path.of("docs/architecture.md"));
        String list = text.substring(text.indexOf("\nTables: "), text.indexOf("(Flyway"));
        Set<String> named = Pattern.compile("`([a-z_]+)`")
                .matcher(list)
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        named.add("flyway_schema_history");
        assertThat(named).isEqualTo(tables());
    }

    private Set<String> tables() throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (var connection = database.connection();
                var query = connection.createStatement();
                var rows = query.executeQuery("select relname from pg_class where relkind in ('r', 'p')"
                        + " and relnamespace = current_schema()::regnamespace")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
