package dev.signet.database;

import java.util.Set;

/**
 * Rows of one kind that can no longer matter, and how to be rid of them. A room that writes rows with an end has one such
 * bean; {@link CleanUp} finds and calls it.
 */
public interface Sweep {
    /** What kind of rows, as metrics name it. */
    String rows();

    /** The tables that it removes rows from. */
    Set<String> tables();

    /**
     * Removes some of the rows that can no longer matter, as part of the current transaction, and returns how many.
     *
     * @param atMost so few that locks are held only for a moment; when fewer were removed, none was left
     */
    int remove(int atMost);

    /** How many rows there are that can no longer matter, as seen by the current transaction. */
    long obsolete();
}
