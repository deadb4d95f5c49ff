package dev.signet.testsupport;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The server's database for whoever owns it, who may do what the application must not. */
@ApplicationScoped
public class OwnerDatabase {
    private final String url;
    private final String username;
    private final String password;

    OwnerDatabase(
            @ConfigProperty(name = "quarkus.flyway.jdbc-url") String url,
            @ConfigProperty(name = "quarkus.flyway.username") String username,
            @ConfigProperty(name = "quarkus.flyway.password") String password) {
        this.url = url;
        this.username = username;
        this.password = password;
    }

    public Connection connection() throws SQLException {
        return DriverManager.getConnection(url, username, password);
    }

    public void execute(String sql) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
