package dev.signet.token.revocation;

import dev.signet.base.database.Sql;
import dev.signet.base.replica.Sweep;
import dev.signet.token.revocation.Revocation.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The table by which replicas agree. Times are in seconds since 1970. */
@ApplicationScoped
class RevocationRepository {
    /** To read from here on is to read everything. */
    static final long BEGINNING = 0;

    private final Sql database;
    private final RevocationTable table;

    RevocationRepository(Sql database) {
        this.database = database;
        this.table = database.of(RevocationTable.class);
    }

    /**
     * What was read.
     *
     * @param next from where to read next time
     * @param now when it was read, by the clock that all replicas share
     */
    record NewRevocations(long next, long now, List<Revocation> revocations) {}

    /** Writes, as part of the current transaction. */
    void write(Kind kind, Collection<String> ids, long cutoff, long until) {
        // Each once, or the statement is refused; in order, or two of them could wait for each other.
        table.write(kind.text(), new TreeSet<>(ids), cutoff, Revocation.ALWAYS, until);
    }

    /**
     * Reads what still matters and was committed since an earlier reading, and perhaps some that was read already.
     *
     * <p>Transactions do not commit in the order of their numbers. What an earlier reading could not see was written by a
     * transaction that ran at the time, or began later: its number is at least that of the oldest that ran then ({@code
     * pg_snapshot_xmin}), which is where this one begins. Where that number has become smaller, another database has taken
     * the place of the one that was read, and it is read from the beginning.
     */
    @Transactional
    NewRevocations read(long from) {
        // Before the rows, so that none falls between the two.
        long next = database.oldestTransaction();
        long now = table.now();
        List<Revocation> revocations = table.since(next < from ? BEGINNING : from, now, Revocation.ALWAYS).stream()
                .map(row -> new Revocation(Kind.of(row.kind()), row.id(), row.cutoff(), row.until()))
                .toList();
        return new NewRevocations(next, now, revocations);
    }

    /** Whether one of these identifiers of a token, one of each kind at most, is revoked for what was issued then. */
    boolean holds(Map<Kind, String> ids, Instant issuedAt) {
        return table.holds(
                ids.keySet().stream().map(Kind::text).toList(), List.copyOf(ids.values()), issuedAt.getEpochSecond());
    }

    /** Up to when tokens of a client are dead, as far as that still matters: as committed at this moment. */
    Optional<Instant> cutoffOfClient(String clientId) {
        return table.cutoffOfClient(clientId);
    }

    long now() {
        return table.now();
    }

    /** Revocations that nothing alive can be subject to any more. */
    @Produces
    @Singleton
    Sweep sweep(Clock clock) {
        return new Sweep(
                "revocation",
                "revocation",
                atMost -> table.removeLapsed(clock.instant().getEpochSecond(), atMost),
                () -> table.countLapsed(clock.instant().getEpochSecond()));
    }
}
