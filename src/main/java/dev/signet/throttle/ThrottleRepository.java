package dev.signet.throttle;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** Buckets. Each method is one statement that looks at one row and changes it, so that no two attempts share a place. */
@ApplicationScoped
class ThrottleRepository {
    private static final String OBSOLETE =
            " from login_throttle where tat <= :now and (familiar_until is null or familiar_until <= :now)";

    private final Session database;

    ThrottleRepository(Session database) {
        this.database = database;
    }

    /**
     * That an attempt was counted.
     *
     * @param familiar whether the bucket is that of an account and an address that its user comes from
     */
    record Counted(boolean familiar) {}

    /**
     * Lets the current transaction end before it is safe on disk: what a power cut takes away here harms nobody, and
     * attempts that count in the same bucket wait for each other's end.
     */
    void endWithoutWaiting() {
        database.createNativeMutationQuery("set local synchronous_commit = off").executeUpdate();
    }

    /** Counts one more attempt; nothing is counted, and nothing returned, when it would exceed the rate. */
    Optional<Counted> count(Bucket bucket, Instant now) {
        List<Boolean> familiar = database.createNativeQuery(
                        "insert into login_throttle as held (bucket, tat) values (:bucket, :first)"
                                + " on conflict (bucket) do update"
                                + " set tat = greatest(held.tat, :now) + (excluded.tat - :now) where held.tat <= :latest"
                                + " returning coalesce(held.familiar_until > :now, false)",
                        Boolean.class)
                .setParameter("bucket", bucket.name())
                .setParameter("first", now.plus(bucket.rate().interval()))
                .setParameter("now", now)
                .setParameter("latest", bucket.rate().latest(now))
                .getResultList();
        return familiar.stream().findFirst().map(Counted::new);
    }

    /** The theoretical arrival time of a bucket. */
    Instant theoreticalArrival(Bucket bucket) {
        return database.createNativeQuery("select tat from login_throttle where bucket = :bucket", Instant.class)
                .setParameter("bucket", bucket.name())
                .getSingleResult();
    }

    /** Takes back one attempt. */
    void takeBack(Bucket bucket) {
        database.createNativeMutationQuery(
                        "update login_throttle set tat = tat - make_interval(secs => :seconds) where bucket = :bucket")
                .setParameter("bucket", bucket.name())
                .setParameter("seconds", bucket.rate().interval().toMillis() / 1000.0)
                .executeUpdate();
    }

    /** Takes back all attempts at an account from an address, from which its user comes from now on. */
    void welcome(Bucket accountAtAddress, Instant now, Instant familiarUntil) {
        database.createNativeMutationQuery(
                        "update login_throttle set tat = :now, familiar_until = :until where bucket = :bucket")
                .setParameter("bucket", accountAtAddress.name())
                .setParameter("now", now)
                .setParameter("until", familiarUntil)
                .executeUpdate();
    }

    /** How many rows can no longer matter. */
    long obsolete(Instant now) {
        return database.createNativeQuery("select count(*)" + OBSOLETE, Long.class)
                .setParameter("now", now)
                .getSingleResult();
    }

    /** Removes rows that can no longer matter, but not those that somebody is just using; returns how many. */
    int sweep(Instant now, int limit) {
        return database.createNativeMutationQuery("delete from login_throttle where bucket in (select bucket" + OBSOLETE
                        + " limit :limit for update skip locked)")
                .setParameter("now", now)
                .setParameter("limit", limit)
                .executeUpdate();
    }
}
