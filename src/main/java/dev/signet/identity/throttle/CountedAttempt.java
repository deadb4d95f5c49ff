package dev.signet.identity.throttle;

/**
 * In which buckets an attempt was counted. Intervals are in seconds.
 *
 * @param account no bucket where the attempt came from a familiar address
 */
public record CountedAttempt(
        String here,
        double hereInterval,
        String account,
        double accountInterval,
        String address,
        double addressInterval) {
    /**
     * Lets the statement's transaction end before it is safe on disk: what a power cut takes away here harms nobody, and attempts that
     * count in the same bucket wait for each other's end.
     */
    static final String QUICK = "quick as (select set_config('synchronous_commit', 'off', true))";

    /** Kinds of buckets always in one order, so that no two statements wait for each other; the address, which many may share, last. */
    static final String ELSEWHERE = """
            account as (update login_throttle set tat = tat - make_interval(secs => :accountInterval)
            where bucket = :account and (select count(*) from here) >= 0 returning 1),
            address as (update login_throttle set tat = tat - make_interval(secs => :addressInterval)
            where bucket = :address and (select count(*) from account) >= 0 returning 1)""";

    /**
     * Takes back all failures at the account from the address, which is familiar to this credential from now on, and counts one more
     * success; elsewhere it takes back one attempt. Failures that began within the rate and end past it are forgiven: they are few. To
     * follow {@code with}; {@code address} has a row when all is done.
     */
    public static final String SUCCEEDED = QUICK + """
            , here as (update login_throttle set tat = :now, familiar_until = :until, familiar_to = :credential,
            success_tat = greatest(least(coalesce(success_tat, :now), :latestSuccess), :now)
            + make_interval(secs => :successInterval) from quick where bucket = :here returning 1),""" + " " + ELSEWHERE;

    /** No bucket has this name. */
    static final String NONE = "";

    static CountedAttempt of(Bucket here, boolean familiar, Bucket account, Bucket address) {
        return new CountedAttempt(
                here.name(),
                here.failures().seconds(),
                familiar ? NONE : account.name(),
                account.failures().seconds(),
                address.name(),
                address.failures().seconds());
    }
}
