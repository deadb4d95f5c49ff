package dev.signet.identity.clientcache;

import dev.signet.base.database.ReplicaClock;
import dev.signet.base.database.SingleColumnQuery;
import dev.signet.base.replica.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Set;
import org.hibernate.Session;

/** The changes of clients, as replicas look at them. */
@ApplicationScoped
class ClientChangeRepository {
    private static final String OBSOLETE = " from client_change where at <= :latest";

    private final Session database;

    ClientChangeRepository(Session database) {
        this.database = database;
    }

    /** Reads what was committed since an earlier reading, and perhaps some that was read already. */
    @Transactional
    ClientChanges read(ClientChanges before) {
        // before the rows, so that none falls between the two
        long next = SingleColumnQuery.query(
                        database,
                        "select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint) as next",
                        "next",
                        Long.class)
                .getSingleResult();
        Set<Long> ids = Set.copyOf(SingleColumnQuery.query(
                        database, "select id from client_change where txid >= cast(:from as xid8)", "id", Long.class)
                .setParameter("from", Long.toString(before.equals(ClientChanges.NONE) ? next : before.next()))
                .getResultList());
        return new ClientChanges(next, ReplicaClock.databaseNow(database), ids);
    }

    /** Removes some that no replica has to read any more; returns how many. */
    int remove(int atMost) {
        return database.createNativeMutationQuery("delete from client_change where id in (select id" + OBSOLETE
                        + " order by at limit :most for update skip locked)")
                .setParameter("latest", latest())
                .setParameter("most", atMost)
                .executeUpdate();
    }

    long countObsolete() {
        return SingleColumnQuery.query(database, "select count(*)" + OBSOLETE, "count", Long.class)
                .setParameter("latest", latest())
                .getSingleResult();
    }

    private Instant latest() {
        return ReplicaClock.databaseNow(database).minus(ClientChanges.KEPT);
    }

    /** Changes that every replica has read: one that was away for longer forgets all clients. */
    @Produces
    @Singleton
    Sweep sweep() {
        return new Sweep("client-change", "client_change", this::remove, this::countObsolete);
    }
}
