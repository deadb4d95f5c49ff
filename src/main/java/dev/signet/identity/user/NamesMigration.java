package dev.signet.identity.user;

import dev.signet.base.crypto.RandomSecret;
import dev.signet.base.text.Confusables;
import dev.signet.base.text.UsernameProfile;
import dev.signet.base.text.Visible;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Computes the keys and skeletons of the names of existing users: once, and again when the data of {@link Confusables} changed. Where
 * several users get one key, one of them keeps the name: the user whose key it was already, or else the oldest. The others get a new
 * name. Where names only look alike, all users keep their names, and only the first of them has the skeleton. The log warns of both.
 */
public final class NamesMigration implements JavaMigration {
    private static final Logger LOG = Logger.getLogger(NamesMigration.class);

    private static final int BATCH = 1000;
    private static final int SUFFIX_BYTES = 4;
    private static final int MOST_TOLD = 100;

    /** Keys that change are first replaced by keys that no name can have, so that the index never sees one twice. */
    private static final String[] MOVE = {
        "update names_now set skeleton = null where id in (select id from (select id, row_number() over (partition by skeleton"
                + " order by old_key = key desc, created_at, id) as n from names_now) as looks where n > 1)",
        "create table names_moved as select * from names_now where key <> old_key",
        "delete from user_role using names_moved where username_key = old_key",
        "update signet_user set username_skeleton = null where username_skeleton is not null",
        "update signet_user set username_key = chr(1) || names_moved.id from names_moved where names_moved.id = signet_user.id",
        "update signet_user set username_key = key, username = coalesce(new_name, username),"
                + " version = version + case when new_name is null then 0 else 1 end from names_moved where names_moved.id = signet_user.id",
        "update signet_user set username_skeleton = skeleton from names_now where names_now.id = signet_user.id",
        "insert into user_role select unnest(roles), username_key from signet_user join names_moved using (id) on conflict do nothing"
    };

    @Override
    public @Nullable MigrationVersion getVersion() {
        return null;
    }

    @Override
    public String getDescription() {
        return "keys and skeletons of user names";
    }

    @Override
    public Integer getChecksum() {
        return Confusables.checksum();
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        try (Statement statement = connection.createStatement()) {
            // ordinary tables, dropped below: not every role that migrates may create temporary ones
            statement.execute("lock table signet_user, user_role in share row exclusive mode");
            statement.execute("create table names_now (id uuid primary key, old_key text collate \"C\","
                    + " key text collate \"C\", skeleton text collate \"C\", created_at timestamptz, new_name text)");
            int old = compute(connection);
            for (Map.Entry<UUID, String> taken : taken(statement).entrySet()) {
                rename(connection, taken.getKey(), taken.getValue());
            }
            for (String step : MOVE) {
                statement.execute(step);
            }
            tell(statement);
            if (old > 0) {
                LOG.warnf(
                        "%d users have names that no new user could have, as with capitals or several spaces, and that may look"
                                + " like others: docs/operations.md, Names of existing users, says how to list them",
                        old);
            }
            statement.execute("drop table names_now, names_moved");
        }
    }

    /** Returns how many users have names that a new user could not have. */
    private static int compute(Connection connection) throws SQLException {
        int old = 0;
        try (PreparedStatement users =
                        connection.prepareStatement("select id, username, username_key, created_at from signet_user");
                PreparedStatement insert =
                        connection.prepareStatement("insert into names_now values (?, ?, ?, ?, ?)")) {
            users.setFetchSize(BATCH);
            ResultSet rows = users.executeQuery();
            for (int i = 1; rows.next(); i++) {
                String text = rows.getString("username");
                Username name = Username.of(text);
                if (!name.text().equals(text) || UsernameProfile.violation(text).isPresent()) {
                    old++;
                }
                insert.setObject(1, rows.getObject("id"));
                insert.setString(2, rows.getString("username_key"));
                insert.setString(3, name.key());
                insert.setString(4, name.skeleton());
                insert.setTimestamp(5, rows.getTimestamp("created_at"));
                insert.addBatch();
                if (i % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        return old;
    }

    /** The keys of users who need a new name: another user keeps the key, or no character of it is visible. */
    private static Map<UUID, String> taken(Statement statement) throws SQLException {
        Map<UUID, String> taken = new LinkedHashMap<>();
        ResultSet rows = statement.executeQuery(
                "select id, key from (select id, key, skeleton, row_number() over (partition by key"
                        + " order by old_key = key desc, created_at, id) as n from names_now) as keys where n > 1 or skeleton = ''"
                        + " order by id");
        while (rows.next()) {
            taken.put(rows.getObject(1, UUID.class), rows.getString(2));
        }
        return taken;
    }

    private static void rename(Connection connection, UUID id, String key) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update names_now set new_name = ?, key = ?, skeleton = ?"
                        + " where id = ? and not exists (select from names_now other where other.key = ?)")) {
            String seen = key.codePoints()
                    .filter(Visible::is)
                    .limit(Username.MAX_LENGTH - 1L - 2 * SUFFIX_BYTES)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            Username name;
            do {
                // random, so that it cannot be taken before and stop the start
                name = Username.of((seen.isEmpty() ? "user" : seen) + "-"
                        + HexFormat.of().formatHex(RandomSecret.bytes(SUFFIX_BYTES)));
                update.setString(1, name.text());
                update.setString(2, name.key());
                update.setString(3, name.skeleton());
                update.setObject(4, id);
                update.setString(5, name.key());
            } while (update.executeUpdate() == 0);
        }
    }

    private static void tell(Statement statement) throws SQLException {
        ResultSet renamed =
                statement.executeQuery("select id, new_name from names_now where new_name is not null order by id");
        while (renamed.next()) {
            LOG.warnf(
                    "The user %s has the new name %s: the old one is the same as another user's, or invisible",
                    renamed.getString(1), renamed.getString(2));
        }
        ResultSet alike = statement.executeQuery("select id from names_now where skeleton is null order by id");
        int told = 0;
        for (; alike.next(); told++) {
            if (told < MOST_TOLD) {
                LOG.warnf("The name of the user %s looks like the name of another user", alike.getString(1));
            }
        }
        if (told > MOST_TOLD) {
            LOG.warnf("The names of %d more users look like those of other users", told - MOST_TOLD);
        }
    }
}
