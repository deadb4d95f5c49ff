package dev.signet.database;

import java.sql.SQLException;
import java.util.function.Supplier;

/** Repeats transactions that the database ended to resolve a deadlock. */
public final class Deadlock {
    private static final String STATE = "40P01";
    private static final int MOST_ATTEMPTS = 3;

    private Deadlock() {}

    /** Runs a transaction, at most three times. It must have no effect outside of the database before it commits. */
    public static <T> T triedAgain(Supplier<T> transaction) {
        for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return transaction.get();
            } catch (RuntimeException e) {
                if (!ended(e)) {
                    throw e;
                }
            }
        }
        return transaction.get();
    }

    private static boolean ended(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && STATE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
