package dev.signet.launch.start;

import dev.signet.launch.postgres.DatabaseAccess;
import dev.signet.launch.postgres.DatabaseAccounts;
import dev.signet.launch.postgres.StartRefused;
import dev.signet.launch.settings.LaunchSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** One attempt for each account to log in to the database, so that a wrong address or password is one line and not a stack trace. */
final class DatabasePreflight {

    private static final String SECONDS = "10";

    /** Whose the tables are, where whoever asks may not even read how far they are migrated. */
    private static final String OWNER_OF_TABLES = "select pg_get_userbyid(relowner) from pg_class"
            + " where oid = to_regclass('flyway_schema_history') and not has_table_privilege(oid, 'select')";

    private DatabasePreflight() {}

    /**
     * @throws StartRefused if the database cannot be reached within ten seconds, refuses a login, or has tables of another owner
     */
    static void check(DatabaseAccounts accounts) {
        check(accounts.application(), false);
        accounts.owner().ifPresent(owner -> check(owner, true));
    }

    private static void check(DatabaseAccess account, boolean migrates) {
        Properties properties = new Properties();
        account.username().ifPresent(username -> properties.setProperty("user", username));
        account.password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("loginTimeout", SECONDS);
        properties.setProperty("connectTimeout", SECONDS);
        String where = place(account.url(), migrates ? LaunchSettings.OWNER_JDBC_URL : LaunchSettings.JDBC_URL);
        try (Connection connection = DriverManager.getConnection(account.url(), properties)) {
            if (migrates) {
                checkTables(connection, where);
            }
        } catch (SQLException e) {
            throw new StartRefused(where + " " + reason(e, migrates), e);
        }
    }

    private static void checkTables(Connection connection, String where) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet owner = statement.executeQuery(OWNER_OF_TABLES)) {
            if (owner.next()) {
                throw new StartRefused(where + " has tables that belong to " + owner.getString(1)
                        + ", and who migrates must own them: see " + LaunchSettings.OWNER_USERNAME);
            }
        }
    }

    private static String place(String url, String key) {
        Map<String, String> parts = new HashMap<>();
        try {
            for (DriverPropertyInfo part : DriverManager.getDriver(url).getPropertyInfo(url, new Properties())) {
                if (part.value != null) {
                    parts.put(part.name, part.value);
                }
            }
        } catch (SQLException e) {
            // The text itself stays out of the message: it may hold a password.
            throw new StartRefused(key + " is not the JDBC URL of a PostgreSQL database", e);
        }
        String[] hosts = parts.getOrDefault("PGHOST", "localhost").split(",", -1);
        String[] ports = parts.getOrDefault("PGPORT", "5432").split(",", -1);
        StringBuilder place = new StringBuilder("The database ").append(parts.getOrDefault("PGDBNAME", ""));
        for (int i = 0; i < hosts.length; i++) {
            place.append(i == 0 ? " at " : ",")
                    .append(hosts[i])
                    .append(':')
                    .append(ports[Math.min(i, ports.length - 1)]);
        }
        return place.toString();
    }

    private static String reason(SQLException e, boolean migrates) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return switch (state) {
            case "28P01", "28000" ->
                "refuses the user name or the password" + (migrates ? " of " + LaunchSettings.OWNER_USERNAME : "");
            case "3D000" -> "does not exist on that server";
            case "08001", "08004", "08006" -> "cannot be reached";
            default -> "refuses the connection: " + firstLine(e);
        };
    }

    /** What follows is about the source code of the server. */
    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
