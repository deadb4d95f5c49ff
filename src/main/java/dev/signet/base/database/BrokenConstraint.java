package dev.signet.base.database;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * What the database refused to break.
 *
 * @param reference whether a row would refer to one that is not there, or would be missing where others refer to it; otherwise there
 *     would be two of what may be there once
 * @param name of the constraint, or of the unique index; null where the database does not say
 */
public record BrokenConstraint(boolean reference, @Nullable String name) {
    private static final String FOREIGN_KEY = "23503";
    private static final String UNIQUE = "23505";

    /** The constraint because of which a statement failed; nothing where it was none of these. */
    public static Optional<BrokenConstraint> of(Throwable e) {
        return SqlFailure.find(
                        e, failure -> FOREIGN_KEY.equals(failure.getSQLState()) || UNIQUE.equals(failure.getSQLState()))
                .map(failure -> new BrokenConstraint(FOREIGN_KEY.equals(failure.getSQLState()), name(failure)));
    }

    private static @Nullable String name(SQLException failure) {
        return failure instanceof PSQLException refused && refused.getServerErrorMessage() != null
                ? refused.getServerErrorMessage().getConstraint()
                : null;
    }
}
