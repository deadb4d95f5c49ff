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

    /** Opens a session for a user on behalf of the built-in client; returns its {@code sid}. */
    public String begin(String username) {
        return query(
                "insert into user_session (id, user_id, client_id, scope, refresh_nonce, generation, rotated_at, created_at,"
                        + " last_used_at, expires_at, sweep_at)"
                        + " select uuidv7(), id, 'signet', 'api', ''::bytea, 0, now, now, now, now + interval '1 day', now + interval '1 day'"
                        + " from signet_user, signet_now() now where username = ? returning id::text",
                username);
    }

    /** Puts that many copies of a user's only session into the database, all of them used before it. */
    public void copy(String username, int times) {
        execute(
                "insert into user_session (id, user_id, client_id, scope, refresh_nonce, generation, rotated_at, created_at,"
                        + " last_used_at, expires_at, sweep_at)"
                        + " select gen_random_uuid(), user_id, client_id, scope, refresh_nonce, generation, rotated_at,"
                        + " created_at, last_used_at - interval '1 minute' * n, expires_at, sweep_at"
                        + " from user_session, generate_series(1, " + times + ") n"
                        + " where user_id = (select id from signet_user where username = ?)",
                username);
    }

    /** Takes a user's sessions back to before they were refreshed, as a restored copy of the database does. */
    public void restore(String username) {
        execute(
                "update user_session set generation = 0"
                        + " where user_id = (select id from signet_user where username = ?)",
                username);
    }

    /** Makes a user's sessions as they were rotated before that was kept. */
    public void forgetWhoRotated(String username) {
        execute(
                "update user_session set rotated_user_agent = null, rotated_address = null"
                        + " where user_id = (select id from signet_user where username = ?)",
                username);
    }

    /** How many of a user's sessions have not ended. */
    public int live(String username) {
        return Integer.parseInt(query(
                "select count(*)::text from user_session s join signet_user u on u.id = s.user_id"
                        + " where ended_at is null and u.username = ?",
                username));
    }

    /** How many events of that kind there are about a session or user. */
    public int audited(String action, String target) {
        return Integer.parseInt(query(
                "select count(*)::text from audit_event where action || ' ' || target = ?", action + " " + target));
    }

    private void execute(String sql, String argument) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
