package dev.signet.token.revocation;

import dev.signet.base.database.ReplicaClock;
import dev.signet.base.database.SingleColumnQuery;
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
import org.hibernate.Session;

/** The table by which replicas agree. Times are in seconds since 1970. */
@ApplicationScoped
class RevocationRepository {
    /** To read from here on is to read everything. */
    static final long BEGINNING = 0;

    private static final String SECONDS = "cast(extract(epoch from %s) as bigint)";

    private final Session database;

    RevocationRepository(Session database) {
        this.database = database;
    }

    /**
     * What was read.
     *
     * @param next from where to read next time
     * @param now when it was read, by the clock that all replicas share
     */
    record NewRevocations(long next, long now, List<Revocation> revocations) {}

    /** Writes, as part of the current transaction. What is revoked already may become so for more tokens, or for longer. */
    void write(Kind kind, Collection<String> ids, long cutoff, long until) {
        database.createNativeMutationQuery("insert into revocation (kind, id, cutoff, until)"
                        + " select :kind, id, to_timestamp(nullif(:cutoff, :always)), to_timestamp(:until)"
                        + " from unnest(:ids) as id"
                        + " on conflict (kind, id) do update set cutoff = greatest(revocation.cutoff, excluded.cutoff),"
                        + " until = greatest(revocation.until, excluded.until), txid = excluded.txid")
                .setParameter("kind", kind.text())
                .setParameter("cutoff", cutoff)
                .setParameter("always", Revocation.ALWAYS)
                .setParameter("until", until)
                // Each once, or the statement is refused; in order, or two of them could wait for each other.
                .setParameter("ids", new TreeSet<>(ids).toArray(String[]::new))
                .executeUpdate();
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
        long next = SingleColumnQuery.query(
                        database,
                        "select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint) as next",
                        "next",
                        Long.class)
                .getSingleResult();
        long now = SingleColumnQuery.query(
                        database, "select " + SECONDS.formatted("signet_now()") + " as now", "now", Long.class)
                .getSingleResult();
        List<Revocation> revocations = database.createNativeQuery(
                        "select kind, id, coalesce(" + SECONDS.formatted("cutoff") + ", :always), "
                                + SECONDS.formatted("until")
                                + " from revocation where txid >= cast(:from as xid8) and until > to_timestamp(:now)",
                        Object[].class)
                .setParameter("from", Long.toString(next < from ? BEGINNING : from))
                .setParameter("now", now)
                .setParameter("always", Revocation.ALWAYS)
                .getResultStream()
                .map(row -> new Revocation(Kind.of((String) row[0]), (String) row[1], (long) row[2], (long) row[3]))
                .toList();
        return new NewRevocations(next, now, revocations);
    }

    /** Whether one of these identifiers of a token, one of each kind at most, is revoked for what was issued then. */
    boolean holds(Map<Kind, String> ids, Instant issuedAt) {
        return SingleColumnQuery.query(
                        database,
                        "select exists (select 1 from revocation, unnest(:kinds, :ids) as of (its_kind, its_id)"
                                + " where kind = its_kind and id = its_id and (cutoff is null or cutoff >= to_timestamp(:issued)))"
                                + " as held",
                        "held",
                        Boolean.class)
                .setParameter("kinds", ids.keySet().stream().map(Kind::text).toArray(String[]::new))
                .setParameter("ids", ids.values().toArray(String[]::new))
                .setParameter("issued", issuedAt.getEpochSecond())
                .getSingleResult();
    }

    /** Up to when tokens of a client are dead, as far as that still matters: as committed at this moment. */
    Optional<Instant> cutoffOfClient(String clientId) {
        return SingleColumnQuery.query(
                        database,
                        "select cutoff from revocation where kind = :kind and id = :id",
                        "cutoff",
                        Instant.class)
                .setParameter("kind", Kind.CLIENT.text())
                .setParameter("id", clientId)
                .uniqueResultOptional();
    }

    Instant now() {
        return ReplicaClock.databaseNow(database);
    }

    /** Removes some of what can no longer matter; what is being prolonged at this moment stays. */
    int removeLapsed(long now, int atMost) {
        return database.createNativeMutationQuery(
                        "delete from revocation where (kind, id) in (select kind, id from revocation"
                                + " where until <= to_timestamp(:now) order by until limit :most for update skip locked)")
                .setParameter("now", now)
                .setParameter("most", atMost)
                .executeUpdate();
    }

    long countLapsed(long now) {
        return SingleColumnQuery.query(
                        database,
                        "select count(*) from revocation where until <= to_timestamp(:now)",
                        "count",
                        Long.class)
                .setParameter("now", now)
                .getSingleResult();
    }

    /** Revocations that nothing alive can be subject to any more. */
    @Produces
    @Singleton
    Sweep sweep(Clock clock) {
        return new Sweep(
                "revocation",
                "revocation",
                atMost -> removeLapsed(clock.instant().getEpochSecond(), atMost),
                () -> countLapsed(clock.instant().getEpochSecond()));
    }
}
