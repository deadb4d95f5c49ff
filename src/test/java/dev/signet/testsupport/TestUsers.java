package dev.signet.testsupport;

import dev.signet.identity.password.PasswordHasher;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Users for tests, written past the API that will one day make them. */
@ApplicationScoped
public class TestUsers {
    public static final String PASSWORD = "a password of nobody";

    private final AgroalDataSource database;
    private final PasswordHasher hasher;

    /** Of {@link #PASSWORD}: one does for all, as none of them is looked at, and making one takes longer than all the rest. */
    private String hash;

    TestUsers(AgroalDataSource database, PasswordHasher hasher) {
        this.database = database;
        this.hasher = hasher;
    }

    private synchronized String hash() {
        if (hash == null) {
            hash = hasher.hash(PASSWORD);
        }
        return hash;
    }

    public Builder user(String username) {
        return new Builder(username);
    }

    /** A user name that no other test has. */
    public String freshName() {
        return "user-" + UUID.randomUUID();
    }

    /** One row of the user, as text, to see that nothing changed. */
    public String row(String username) {
        return queryForText("select u::text from signet_user u where username_key = ?", key(username));
    }

    /** The subject of the user's tokens. */
    public String id(String username) {
        return queryForText("select id::text from signet_user where username_key = ?", key(username));
    }

    public String passwordHash(String username) {
        return queryForText("select password_hash from signet_user where username_key = ?", key(username));
    }

    /** Which of the user's passwords is valid. */
    public String credential(String username) {
        return queryForText("select credential::text from signet_user where username_key = ?", key(username));
    }

    public long count() {
        return Long.parseLong(queryForText("select count(*)::text from signet_user where '' = ?", ""));
    }

    private String queryForText(String sql, String argument) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(sql)) {
            query.setString(1, argument);
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String key(String username) {
        return username.toLowerCase(Locale.ROOT);
    }

    /** A test says only what it is about. */
    public final class Builder {
        private final String username;
        private List<String> roles = List.of();
        private boolean enabled = true;
        private String passwordHash;

        private Builder(String username) {
            this.username = username;
        }

        /** Roles that may be made by that. */
        public Builder roles(String... names) {
            roles = List.of(names);
            return this;
        }

        public Builder disabled() {
            enabled = false;
            return this;
        }

        public Builder passwordHash(String phc) {
            passwordHash = phc;
            return this;
        }

        public String create() {
            try (var connection = database.getConnection();
                    var role = connection.prepareStatement(
                            "insert into signet_role (name) select unnest(?) on conflict do nothing");
                    var insert = connection.prepareStatement(
                            "insert into signet_user (id, username, username_key, password_hash, roles, enabled,"
                                    + " must_change_password, created_at, version) values (uuidv7(), ?, ?, ?, ?, ?, false, ?, 0)")) {
                role.setArray(1, connection.createArrayOf("text", roles.toArray()));
                role.executeUpdate();
                insert.setString(1, username);
                insert.setString(2, key(username));
                insert.setString(3, passwordHash == null ? hash() : passwordHash);
                insert.setArray(4, connection.createArrayOf("text", roles.toArray()));
                insert.setBoolean(5, enabled);
                insert.setTimestamp(6, Timestamp.from(Instant.now()));
                insert.executeUpdate();
                return username;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
