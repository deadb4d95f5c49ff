package dev.signet.throttle;

import dev.signet.database.OneColumn;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** Buckets. Each method is one statement that looks at one row and changes it, so that no two attempts share a place. */
@ApplicationScoped
class ThrottleRepository {
    private static final String OBSOLETE =
            " from login_throttle where tat <= :now and (familiar_until is null or familiar_until <= :now)";

    private static final String FAMILIAR = "(held.familiar_until > :now and held.familiar_to = :credential)";
    private static final String LATEST = byFamiliarity("latest");
    private static final String PLAUSIBLE = byFamiliarity("plausible");

    private final Session database;

    ThrottleRepository(Session database) {
        this.database = database;
    }

    private static String byFamiliarity(String time) {
        return "case when " + FAMILIAR + " then cast(:" + time + "Familiar as timestamptz) else :" + time + " end";
    }

    /**
     * Lets the current transaction end before it is safe on disk: what a power cut takes away here harms nobody, and
     * attempts that count in the same bucket wait for each other's end.
     */
    void endWithoutWaiting() {
        database.createNativeMutationQuery("set local synchronous_commit = off").executeUpdate();
    }

    /**
     * Counts one more attempt, unless it would exceed the rate. A time that only a wrong clock can have written is taken for
     * the latest that lets one more attempt pass, so that it does not last.
     *
     * @param credential of the account's user
     * @return whether the bucket is that of an account and an address at which this credential was right lately; nothing when
     *     nothing was counted
     */
    Optional<Boolean> count(Bucket bucket, UUID credential, Instant now) {
        return OneColumn.query(
                        database,
                        "insert into login_throttle as held (bucket, tat) values (:bucket, :first)"
                                + " on conflict (bucket) do update"
                                + " set tat = greatest(least(held.tat, " + LATEST + "), :now) + (excluded.tat - :now)"
                                + " where held.tat <= " + LATEST + " or held.tat > " + PLAUSIBLE
                                + " returning coalesce(" + FAMILIAR + ", false) as familiar",
                        "familiar",
                        Boolean.class)
                .setParameter("bucket", bucket.name())
                .setParameter("credential", credential)
                .setParameter("first", now.plus(bucket.rate().interval()))
                .setParameter("now", now)
                .setParameter("latest", bucket.rate().latest(now))
                .setParameter("latestFamiliar", bucket.familiarRate().latest(now))
                .setParameter("plausible", bucket.rate().plausible(now))
                .setParameter("plausibleFamiliar", bucket.familiarRate().plausible(now))
                .uniqueResultOptional();
    }

    /** How long to wait until one more attempt is within the rate. */
    Duration wait(Bucket bucket, UUID credential, Instant now) {
        Object[] row = database.createNativeQuery(
                        "select tat, coalesce(" + FAMILIAR + ", false) from login_throttle held where bucket = :bucket",
                        Object[].class)
                .setParameter("credential", credential)
                .setParameter("bucket", bucket.name())
                .setParameter("now", now)
                .getSingleResult();
        return bucket.rate((boolean) row[1]).wait((Instant) row[0], now);
    }

    /** Takes back one attempt. */
    void takeBack(Bucket bucket) {
        database.createNativeMutationQuery(
                        "update login_throttle set tat = tat - make_interval(secs => :seconds) where bucket = :bucket")
                .setParameter("bucket", bucket.name())
                .setParameter("seconds", bucket.rate().interval().toMillis() / 1000.0)
                .executeUpdate();
    }

    /** Takes back all attempts at an account from an address, which is familiar to this credential from now on. */
    void welcome(Bucket accountAtAddress, UUID credential, Instant now, Instant familiarUntil) {
        database.createNativeMutationQuery("update login_throttle"
                        + " set tat = :now, familiar_until = :until, familiar_to = :credential where bucket = :bucket")
                .setParameter("credential", credential)
                .setParameter("bucket", accountAtAddress.name())
                .setParameter("now", now)
                .setParameter("until", familiarUntil)
                .executeUpdate();
    }

    /** Lets what is familiar to one credential be familiar to the one that took its place. */
    void inherit(Bucket accountAtAddress, UUID from, UUID to) {
        database.createNativeMutationQuery("update login_throttle set familiar_to = :to"
                        + " where bucket = :bucket and familiar_to = :from")
                .setParameter("bucket", accountAtAddress.name())
                .setParameter("from", from)
                .setParameter("to", to)
                .executeUpdate();
    }

    /** How many rows can no longer matter. */
    long countObsolete(Instant now) {
        return OneColumn.query(database, "select count(*)" + OBSOLETE, "count", Long.class)
                .setParameter("now", now)
                .getSingleResult();
    }

    /** Removes rows that can no longer matter, but not those that somebody is just using; returns how many. */
    int remove(Instant now, int limit) {
        return database.createNativeMutationQuery("delete from login_throttle where bucket in (select bucket" + OBSOLETE
                        + " limit :limit for update skip locked)")
                .setParameter("now", now)
                .setParameter("limit", limit)
                .executeUpdate();
    }
}
