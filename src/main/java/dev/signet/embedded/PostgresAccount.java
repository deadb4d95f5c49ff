package dev.signet.embedded;

import dev.signet.secret.RandomSecret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The database of the application and the account that owns it, without any right beyond. */
final class PostgresAccount {

    private static final String NAME = "signet";

    private PostgresAccount() {}

    /** Makes what is missing, and gives the account a new password that is kept nowhere. */
    static DatabaseAccess provide(EmbeddedPostgres server) throws SQLException {
        String password = RandomSecret.text();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + NAME + "'")) {
                statement.execute("CREATE ROLE " + NAME + " LOGIN");
            }
            statement.execute("ALTER ROLE " + NAME + " PASSWORD '" + password + "'");
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
                statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
            }
        }
        String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + NAME;
        return new DatabaseAccess(url, Optional.of(NAME), Optional.of(password));
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
