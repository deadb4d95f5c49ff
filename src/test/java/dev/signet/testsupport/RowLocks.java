package dev.signet.testsupport;

import java.sql.Connection;
import java.sql.SQLException;

/** Who waits in the database for rows that others hold. */
public final class RowLocks {
    /** That for which is waited names no table, but whoever waits holds a weak lock on the row's. */
    private static final String SOMEBODY_WAITS = """
            select exists(select 1 from pg_locks waiting join pg_locks held using (pid)
             where not waiting.granted and waiting.locktype in ('transactionid', 'tuple')
               and held.granted and held.relation = ?::regclass)
            """;

    private RowLocks() {}

    public interface Database {
        Connection connection() throws SQLException;
    }

    /** Until somebody waits for a row of this table that somebody else has changed or locked. */
    public static void awaitAWaiter(Database database, String table) {
        SignetProcess.await(() -> somebodyWaits(database, table));
    }

    private static boolean somebodyWaits(Database database, String table) {
        try (var connection = database.connection();
                var query = connection.prepareStatement(SOMEBODY_WAITS)) {
            query.setString(1, table);
            try (var rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
