package dev.signet.launch.postgres;

import dev.signet.base.crypto.RandomSecret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The database, the account that owns it and the one of the application, which owns nothing; neither has any right beyond. */
final class PostgresAccounts {

    private static final String ADMINISTRATOR = "postgres";
    private static final String DATABASE = "signet";
    private static final String OWNER = "signet_owner";
    private static final String APPLICATION = "signet";

    private PostgresAccounts() {}

    /** Makes what is missing, and gives the accounts new passwords that are kept nowhere. */
    static DatabaseAccounts provide(EmbeddedPostgres server) throws SQLException {
        DatabaseAccess application = access(server, APPLICATION);
        DatabaseAccess owner = access(server, OWNER);
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            letIn(statement, application);
            letIn(statement, owner);
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
            }
        }
        // In the folder of an older version, the application's account owns everything.
        try (Connection connection = server.getDatabase(ADMINISTRATOR, DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("REASSIGN OWNED BY " + APPLICATION + " TO " + OWNER);
        }
        return new DatabaseAccounts(application, Optional.of(owner));
    }

    private static DatabaseAccess access(EmbeddedPostgres server, String name) {
        String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + DATABASE;
        return new DatabaseAccess(url, Optional.of(name), Optional.of(RandomSecret.text()));
    }

    private static void letIn(Statement statement, DatabaseAccess account) throws SQLException {
        String name = account.username().orElseThrow();
        if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'")) {
            statement.execute("CREATE ROLE " + name + " LOGIN");
        }
        statement.execute(
                "ALTER ROLE " + name + " PASSWORD '" + account.password().orElseThrow() + "'");
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
