package dev.signet.launch;

import dev.signet.embedded.DatabaseAccess;
import dev.signet.embedded.StartRefused;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** One attempt to log in to the database, so that a wrong address or password is one line and not a stack trace. */
final class DatabasePreflight {

    private static final String SECONDS = "10";

    private DatabasePreflight() {}

    /** @throws StartRefused if the database cannot be reached within ten seconds or refuses the login */
    static void check(DatabaseAccess access) {
        Properties properties = new Properties();
        access.username().ifPresent(username -> properties.setProperty("user", username));
        access.password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("loginTimeout", SECONDS);
        properties.setProperty("connectTimeout", SECONDS);
        String where = place(access.url());
        try (Connection connection = DriverManager.getConnection(access.url(), properties)) {
            connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new StartRefused(where + " " + reason(e), e);
        }
    }

    private static String place(String url) {
        Map<String, String> parts = new HashMap<>();
        try {
            for (DriverPropertyInfo part : DriverManager.getDriver(url).getPropertyInfo(url, new Properties())) {
                if (part.value != null) {
                    parts.put(part.name, part.value);
                }
            }
        } catch (SQLException e) {
            // The text itself stays out of the message: it may hold a password.
            throw new StartRefused(LaunchSettings.JDBC_URL + " is not the JDBC URL of a PostgreSQL database", e);
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

    private static String reason(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return switch (state) {
            case "28P01", "28000" -> "refuses the user name or the password";
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
