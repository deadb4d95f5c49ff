package dev.signet.base.replica;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/**
 * One connection on which PostgreSQL tells us what was announced. It is not one of the pool's: it is held for as
 * long as the process runs, which the pool would report as a leak, and it may have to bypass a pooler.
 */
final class NoticeConnection implements AutoCloseable {
    static final String NAME = "signet";
    static final String APPLICATION_NAME = "signet notices";

    /** So long a query of ours may take. Waiting for notices has a time-out of its own and is not bound by it. */
    private static final String SOCKET_TIMEOUT_SECONDS = "5";

    private static final String CONNECT_TIMEOUT_SECONDS = "3";

    private final Connection connection;

    private NoticeConnection(Connection connection) {
        this.connection = connection;
    }

    /** Connects and listens. */
    static NoticeConnection open(NoticeConfig config) throws SQLException {
        Properties properties = new Properties();
        config.username().ifPresent(username -> properties.setProperty("user", username));
        config.password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("connectTimeout", CONNECT_TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        // Not by DriverManager, which looks the driver up by the class loader of its caller.
        Driver driver = new Driver();
        if (!driver.acceptsURL(config.jdbcUrl())) {
            // The driver's own message would repeat the URL, which may hold a password.
            throw new SQLException("signet.notices.jdbc-url is not the URL of a PostgreSQL database");
        }
        Connection connection = driver.connect(config.jdbcUrl(), properties);
        NoticeConnection channel = new NoticeConnection(connection);
        try (Statement statement = connection.createStatement()) {
            // Here and not in the properties, over which an ApplicationName in the URL would win.
            statement.execute("set application_name = '" + APPLICATION_NAME + "'");
            statement.execute("listen " + NAME);
            return channel;
        } catch (SQLException e) {
            channel.close();
            throw e;
        }
    }

    /** Waits for notices, and returns all that are there. Empty when there were none in time. */
    List<Notice> await(Duration atMost) throws SQLException {
        // Zero would be for ever.
        int millis = Math.toIntExact(Math.max(1, atMost.toMillis()));
        return Arrays.stream(connection.unwrap(PGConnection.class).getNotifications(millis))
                .flatMap(notification -> Notice.parse(notification.getParameter()).stream())
                .toList();
    }

    /**
     * Asks whether the session still listens. Silence alone says nothing: a network that swallows packets is silent too,
     * and so is another session that a pooler put in the place of ours.
     */
    void check() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select 1 from pg_listening_channels() as name where name = '" + NAME + "'")) {
            if (!rows.next()) {
                throw new SQLException("The session no longer listens");
            }
        }
    }

    /** The database's clock, in microseconds since 1970. */
    long databaseMicros() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** May be called by another thread than the one that waits, and ends its wait. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is broken, which is why it is closed.
        }
    }
}
