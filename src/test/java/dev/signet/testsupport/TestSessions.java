package dev.signet.testsupport;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/** What the database says of sessions, to see what changed and what did not. */
@ApplicationScoped
public class TestSessions {
    private final AgroalDataSource database;

    TestSessions(AgroalDataSource database) {
        this.database = database;
    }

    /** The rows of a user's sessions, as text. */
    public String rows(String username) {
        return query(
                "select coalesce(string_agg(s::text, ' ' order by s.id), '') from user_session s"
                        + " join signet_user u on u.id = s.user_id where u.username = ?",
                username);
    }

    public int count(String username) {
        return Integer.parseInt(query(
                "select count(*)::text from user_session s"
                        + " join signet_user u on u.id = s.user_id where u.username = ?",
                username));
    }

    /** How many events of that kind there are about a session or user. */
    public int audited(String action, String target) {
        return Integer.parseInt(query(
                "select count(*)::text from audit_event where action || ' ' || target = ?", action + " " + target));
    }

    private String query(String sql, String argument) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(sql)) {
            query.setString(1, argument);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
