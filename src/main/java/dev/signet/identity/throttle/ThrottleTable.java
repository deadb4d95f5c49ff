package dev.signet.identity.throttle;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * {@code login_throttle}: the buckets. An attempt is counted by {@link NewAttempt#COUNT}. Times of
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

    @SqlQuery("select tat, coalesce(success_tat, :now) as success_tat from login_throttle where bucket = :bucket")
    Optional<Times> times(String bucket, Instant now);

    /** Takes back one attempt in each bucket where it counted. */
    @SqlQuery("with " + CountedAttempt.QUICK
            + ", here as (update login_throttle set tat = tat - make_interval(secs => :hereInterval) from quick"
            + " where bucket = :here returning 1), " + CountedAttempt.ELSEWHERE + " select count(*) from address")
    int takeBack(@BindMethods CountedAttempt attempt);

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
