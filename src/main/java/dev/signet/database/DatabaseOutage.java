package dev.signet.database;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a database that cannot be reached from a fault of ours. */
public final class DatabaseOutage {
    private DatabaseOutage() {}

    /** Whether it was the connection to the database that failed. */
    public static boolean causedBy(Throwable e) {
        return connectionFailure(e).isPresent();
    }

    /** What the driver or the pool said of the outage; null when it was none. */
    public static @Nullable String reason(Throwable e) {
        return connectionFailure(e).map(Throwable::getMessage).orElse(null);
    }

    private static Optional<SQLException> connectionFailure(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isConnectionFailure(sql)) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    /** SQLSTATE classes 08 (connection) and 57P (shutting down, starting up); the pool's time-out has none. */
    private static boolean isConnectionFailure(SQLException e) {
        String state = e.getSQLState();
        return state == null
                ? String.valueOf(e.getMessage()).contains("Acquisition timeout")
                : state.startsWith("08") || state.startsWith("57P");
    }
}
