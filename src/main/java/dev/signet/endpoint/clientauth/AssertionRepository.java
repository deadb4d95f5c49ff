package dev.signet.endpoint.clientauth;

import dev.signet.base.database.SingleColumnQuery;
import dev.signet.base.replica.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.Session;

/** Which assertions were used, as all replicas know it. */
@ApplicationScoped
class AssertionRepository {
    private final Session database;

    AssertionRepository(Session database) {
        this.database = database;
    }

    /**
     * Notes that an assertion is used. One statement decides, in a transaction of its own.
     *
     * @param jti a hash of it
     * @param until from when on nobody takes it any more
     * @return whether it was not used before
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean use(String clientId, byte[] jti, Instant until) {
        return database.createNativeMutationQuery("insert into client_assertion (client_id, jti, until)"
                                + " values (:client, :jti, :until) on conflict do nothing")
                        .setParameter("client", clientId)
                        .setParameter("jti", jti)
                        .setParameter("until", until)
                        .executeUpdate()
                == 1;
    }

    /** Removes some that nobody takes any more; returns how many. */
    int remove(Instant now, int atMost) {
        return database.createNativeMutationQuery("delete from client_assertion where (client_id, jti) in"
                        + " (select client_id, jti from client_assertion where until <= :now order by until"
                        + " limit :most for update skip locked)")
                .setParameter("now", now)
                .setParameter("most", atMost)
                .executeUpdate();
    }

    /** How many nobody takes any more. */
    long countObsolete(Instant now) {
        return SingleColumnQuery.query(
                        database, "select count(*) from client_assertion where until <= :now", "count", Long.class)
                .setParameter("now", now)
                .getSingleResult();
    }

    /** Used assertions that have expired since. */
    @Produces
    @Singleton
    Sweep sweep(Clock clock) {
        return new Sweep(
                "client-assertion",
                "client_assertion",
                atMost -> remove(clock.instant(), atMost),
                () -> countObsolete(clock.instant()));
    }
}
