package dev.signet.identity.throttle;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * {@code login_throttle}: the buckets. Each statement looks at one row and changes it, so that no two attempts share a place. Times of
 * attempts are as {@link Rate} has them; intervals are in seconds.
 */
interface ThrottleTable {
    String OBSOLETE = """
             from login_throttle where tat <= :now and (success_tat is null or success_tat <= :now)
            and (familiar_until is null or familiar_until <= :now)""";

    /**
     * When one more attempt is within the rates.
     *
     * @param tat by the failures
     * @param successTat by the successes
     */
    record Times(Instant tat, Instant successTat) {}

    /**
     * Lets the current transaction end before it is safe on disk: what a power cut takes away here harms nobody, and
     * attempts that count in the same bucket wait for each other's end.
     */
    @SqlUpdate("set local synchronous_commit = off")
    void endWithoutWaiting();

    /**
     * Counts one more attempt as failed, unless it would exceed the rate, or successes did. A time that only a wrong clock can
     * have written is taken for the latest that lets one more attempt pass, so that it does not last.
     *
     * @param credential of the account's user
     * @return whether the bucket is that of an account and an address at which this credential was right lately; nothing when
     *     nothing was counted
     */
    @SqlQuery("""
            insert into login_throttle as held (bucket, tat) values (:bucket, :first) on conflict (bucket) do update
            set tat = greatest(least(held.tat, :latest), :now) + (excluded.tat - :now)
            where (held.tat <= :latest or held.tat > :plausible)
            and (held.success_tat is null or held.success_tat <= :latestSuccess or held.success_tat > :plausibleSuccess)
            returning coalesce(held.familiar_until > :now and held.familiar_to = :credential, false)""")
    Optional<Boolean> count(
            String bucket,
            UUID credential,
            Instant now,
            Instant first,
            Instant latest,
            Instant plausible,
            Instant latestSuccess,
            Instant plausibleSuccess);

    @SqlQuery("select tat, coalesce(success_tat, :now) as success_tat from login_throttle where bucket = :bucket")
    Times times(String bucket, Instant now);

    /** Takes back one attempt. */
    @SqlUpdate("update login_throttle set tat = tat - make_interval(secs => :interval) where bucket = :bucket")
    void takeBack(String bucket, double interval);

    /**
     * Takes back all failures at an account from an address, which is familiar to this credential from now on, and counts one
     * more success. Those that began within the rate and end past it are forgiven: they are few.
     */
    @SqlUpdate("""
            update login_throttle set tat = :now, familiar_until = :until, familiar_to = :credential,
            success_tat = greatest(least(coalesce(success_tat, :now), :latestSuccess), :now)
            + make_interval(secs => :interval) where bucket = :bucket""")
    void welcome(String bucket, UUID credential, Instant now, Instant until, Instant latestSuccess, double interval);

    /** Lets what is familiar to one credential be familiar to the one that took its place. */
    @SqlUpdate("update login_throttle set familiar_to = :to where bucket = :bucket and familiar_to = :from")
    void inherit(String bucket, UUID from, UUID to);

    /** How many rows can no longer matter. */
    @SqlQuery("select count(*)" + OBSOLETE)
    long countObsolete(Instant now);

    /** Removes rows that can no longer matter, but not those that somebody is just using; returns how many. */
    @SqlUpdate("delete from login_throttle where bucket in (select bucket" + OBSOLETE
            + " limit :atMost for update skip locked)")
    int remove(Instant now, int atMost);
}
