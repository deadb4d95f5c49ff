package dev.signet.base.replica;

import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

/**
 * Rows of one kind that can no longer matter, and how to be rid of them. A room that writes rows with an end produces one such bean;
 * {@link CleanUp} finds it.
 *
 * @param rows what kind of rows, as metrics name it
 * @param tables the tables that it removes rows from
 * @param remove removes at most so many of the rows that can no longer matter, as part of the current transaction, and returns how
 *     many: when fewer were removed, none was left
 * @param obsolete how many rows there are that can no longer matter, as seen by the current transaction
 */
public record Sweep(String rows, Set<String> tables, IntUnaryOperator remove, LongSupplier obsolete) {

    /** Of one table. */
    public Sweep(String rows, String table, IntUnaryOperator remove, LongSupplier obsolete) {
        this(rows, Set.of(table), remove, obsolete);
    }
}
