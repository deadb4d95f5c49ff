package dev.signet.base.database;

import java.util.Set;
import java.util.function.Supplier;

/** Repeats transactions that the database ended for the sake of others: to resolve a deadlock, or because these were first. */
public final class Deadlock {
    /** serialization_failure, deadlock_detected, lock_not_available. */
    private static final Set<String> STATES = Set.of("40001", "40P01", "55P03");

    private static final int MOST_ATTEMPTS = 3;

    private Deadlock() {}

    /** Whether the database ended the transaction for the sake of others: it may be tried again. */
    public static boolean causedBy(Throwable e) {
        return SqlFailure.find(e, failure -> failure.getSQLState() != null && STATES.contains(failure.getSQLState()))
                .isPresent();
    }

    /** Runs a transaction, at most three times. It must have no effect outside of the database before it commits. */
    public static <T> T triedAgain(Supplier<T> transaction) {
        for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return transaction.get();
            } catch (RuntimeException e) {
                if (!causedBy(e)) {
                    throw e;
                }
            }
        }
        return transaction.get();
    }
}
