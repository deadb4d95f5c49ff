package dev.signet.base.database;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells a database that cannot serve now from a fault of ours. */
public final class DatabaseOutage {
    private static final int LONGEST_REASON = 200;

    /** Classes of SQLSTATE: connection (08), authentication (28), resources (53), operator (57), system (58). */
    private static final Set<String> CLASSES = Set.of("08", "28", "53", "57", "58");

    /** A standby that took over and is read-only, a session that was ended, and a database that is not there yet or no longer. */
    private static final Set<String> STATES = Set.of("25006", "25P03", "3D000");

    private DatabaseOutage() {}

    /** Whether the database, or the pool of connections, could not serve. */
    public static boolean causedBy(Throwable e) {
        return find(e).isPresent();
    }

    /** What the driver or the pool said of the outage, in one line; empty when it was none. */
    public static Optional<String> reason(Throwable e) {
        return find(e).map(failure -> {
            String line =
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
            String state = failure.getSQLState() == null ? "" : " (SQLSTATE " + failure.getSQLState() + ")";
            return line.substring(0, Math.min(LONGEST_REASON, line.length())) + state;
        });
    }

    private static Optional<SQLException> find(Throwable e) {
        return SqlFailure.find(e, DatabaseOutage::isOne);
    }

    private static boolean isOne(SQLException e) {
        String state = e.getSQLState();
        if (state == null) {
            return isThePools(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
        }
        return STATES.contains(state) || (state.length() == 5 && CLASSES.contains(state.substring(0, 2)));
    }

    /** Agroal has neither a state nor a type for a pool that is used up, or about to close. */
    private static boolean isThePools(String message) {
        return message.contains("acquisition timeout")
                || message.contains("pool is closed")
                || message.contains("pool is shutting down");
    }
}
