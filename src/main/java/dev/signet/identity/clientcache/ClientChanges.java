package dev.signet.identity.clientcache;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What a replica read of the changes of clients. Transactions do not commit in the order of their numbers, so each reading begins
 * where something may have been missing from the one before.
 *
 * @param next the least number that a transaction may have of which this reading saw nothing
 * @param at when it was read, by the clock that all replicas share
 * @param ids the changes that were made since the beginning of this reading
 */
record ClientChanges(long next, Instant at, Set<Long> ids) {
    /** For so long the database has a change: far longer than a replica takes to look. */
    static final Duration KEPT = Duration.ofDays(1);

    /** Before the first reading. */
    static final ClientChanges NONE = new ClientChanges(0, Instant.MIN, Set.of());

    /**
     * Whether a later reading shows nothing new. It may do so where changes were removed meanwhile, or where another database took
     * the place of the one that was read.
     */
    boolean cover(ClientChanges later) {
        boolean soon = at.isAfter(later.at().minus(KEPT.dividedBy(2))) && next <= later.next();
        return soon && ids.containsAll(later.ids());
    }
}
