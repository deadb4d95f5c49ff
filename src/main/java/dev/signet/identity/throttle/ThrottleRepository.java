package dev.signet.identity.throttle;

import dev.signet.base.database.SingleColumnQuery;
import dev.signet.base.replica.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** Buckets. Each method is one statement that looks at one row and changes it, so that no two attempts share a place. */
@ApplicationScoped
class ThrottleRepository {
    private static final String OBSOLETE = " from login_throttle where tat <= :now"
            + " and (success_tat is null or success_tat <= :now)"
            + " and (familiar_until is null or familiar_until <= :now)";

    private static final String FAMILIAR = "(held.familiar_until > :now and held.familiar_to = :credential)";

    private final Session database;

    ThrottleRepository(Session database) {
        this.database = database;
    }

    /**
     * Lets the current transaction end before it is safe on disk: what a power cut takes away here harms nobody, and
     * attempts that count in the same bucket wait for each other's end.
     */
    void endWithoutWaiting() {
        database.createNativeMutationQuery("set local synchronous_commit = off").executeUpdate();
    }

    /**
     * Counts one more attempt as failed, unless it would exceed the rate, or successes did. A time that only a wrong clock can
     * have written is taken for the latest that lets one more attempt pass, so that it does not last.
     *
     * @param credential of the account's user
     * @return whether the bucket is that of an account and an address at which this credential was right lately; nothing when
     *     nothing was counted
     */
    Optional<Boolean> count(Bucket bucket, UUID credential, Instant now) {
        return SingleColumnQuery.query(
                        database,
                        "insert into login_throttle as held (bucket, tat) values (:bucket, :first)"
                                + " on conflict (bucket) do update"
                                + " set tat = greatest(least(held.tat, :latest), :now) + (excluded.tat - :now)"
                                + " where (held.tat <= :latest or held.tat > :plausible)"
                                + " and (held.success_tat is null or held.success_tat <= :latestSuccess"
                                + " or held.success_tat > :plausibleSuccess)"
                                + " returning coalesce(" + FAMILIAR + ", false) as familiar",
                        "familiar",
                        Boolean.class)
                .setParameter("bucket", bucket.name())
                .setParameter("credential", credential)
                .setParameter("first", now.plus(bucket.failures().interval()))
                .setParameter("now", now)
                .setParameter("latest", bucket.failures().latest(now))
                .setParameter("plausible", bucket.failures().plausible(now))
                .setParameter("latestSuccess", bucket.successes().latest(now))
                .setParameter("plausibleSuccess", bucket.successes().plausible(now))
                .uniqueResultOptional();
    }

    /** How long to wait until one more attempt is within the rates. */
    Duration wait(Bucket bucket, Instant now) {
        Object[] row = database.createNativeQuery(
                        "select tat, coalesce(success_tat, :now) from login_throttle where bucket = :bucket",
                        Object[].class)
                .setParameter("now", now)
                .setParameter("bucket", bucket.name())
                .getSingleResult();
        Duration failures = bucket.failures().wait((Instant) row[0], now);
        Duration successes = bucket.successes().wait((Instant) row[1], now);
        return failures.compareTo(successes) > 0 ? failures : successes;
    }

    /** Takes back one attempt. */
    void takeBack(Bucket bucket) {
        database.createNativeMutationQuery(
                        "update login_throttle set tat = tat - make_interval(secs => :seconds) where bucket = :bucket")
                .setParameter("bucket", bucket.name())
                .setParameter("seconds", seconds(bucket.failures()))
                .executeUpdate();
    }

    /**
     * Takes back all failures at an account from an address, which is familiar to this credential from now on, and counts one
     * more success. Those that began within the rate and end past it are forgiven: they are few.
     */
    void welcome(Bucket accountAtAddress, UUID credential, Instant now, Instant familiarUntil) {
        database.createNativeMutationQuery("update login_throttle"
                        + " set tat = :now, familiar_until = :until, familiar_to = :credential, success_tat ="
                        + " greatest(least(coalesce(success_tat, :now), :latestSuccess), :now)"
                        + " + make_interval(secs => :seconds) where bucket = :bucket")
                .setParameter("latestSuccess", accountAtAddress.successes().latest(now))
                .setParameter("seconds", seconds(accountAtAddress.successes()))
                .setParameter("credential", credential)
                .setParameter("bucket", accountAtAddress.name())
                .setParameter("now", now)
                .setParameter("until", familiarUntil)
                .executeUpdate();
    }

    private static double seconds(Rate rate) {
        return rate.interval().toMillis() / 1000.0;
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
        return SingleColumnQuery.query(database, "select count(*)" + OBSOLETE, "count", Long.class)
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

    /** Buckets that are full again, and addresses at which a user was not seen for long. */
    @Produces
    @Singleton
    Sweep sweep(Clock clock) {
        return new Sweep(
                "login-throttle",
                "login_throttle",
                atMost -> remove(clock.instant(), atMost),
                () -> countObsolete(clock.instant()));
    }
}
