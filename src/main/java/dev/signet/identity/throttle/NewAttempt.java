package dev.signet.identity.throttle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to log in that is to be counted, and what the statement that counts it needs to know of its buckets: one statement for
 * all of them, so that an attempt costs one round trip.
 *
 * @param account any text, equal for what is the same account
 * @param here bucket of the account at the address
 */
public record NewAttempt(
        String account,
        Instant now,
        String here,
        Instant hereFirst,
        Instant hereLatest,
        Instant herePlausible,
        Instant successLatest,
        Instant successPlausible,
        String everywhere,
        Instant everywhereFirst,
        Instant everywhereLatest,
        Instant everywherePlausible,
        String address,
        Instant addressFirst,
        Instant addressLatest,
        Instant addressPlausible) {
    /**
     * Counts the attempt as failed in each bucket, unless it would exceed a rate there, or successes did. It follows {@code with person as
     * (…)}, a query for at most one row with the {@code credential} of the user. A time that only a wrong clock can have written is
     * taken for the latest that lets one more attempt pass, so that it does not last.
     *
     * <p>{@code here} has one row with {@code familiar}, whether this credential was right at this account from this address lately, or
     * none where the attempt was refused; so have {@code everywhere}, which counts unfamiliar addresses only, and {@code at_address}.
     */
    public static final String COUNT = """
            quick as (select set_config('synchronous_commit', 'off', true)),
            here as (insert into login_throttle as held (bucket, tat) select :here, cast(:hereFirst as timestamptz) from quick
            on conflict (bucket) do update
            set tat = greatest(least(held.tat, :hereLatest), :now) + (excluded.tat - :now)
            where (held.tat <= :hereLatest or held.tat > :herePlausible)
            and (held.success_tat is null or held.success_tat <= :successLatest or held.success_tat > :successPlausible)
            returning coalesce(held.familiar_until > :now
            and held.familiar_to = (select credential from person), false) as familiar),
            everywhere as (insert into login_throttle as held (bucket, tat)
            select :everywhere, cast(:everywhereFirst as timestamptz) from here where not familiar
            on conflict (bucket) do update
            set tat = greatest(least(held.tat, :everywhereLatest), :now) + (excluded.tat - :now)
            where held.tat <= :everywhereLatest or held.tat > :everywherePlausible returning 1),
            at_address as (insert into login_throttle as held (bucket, tat)
            select :address, cast(:addressFirst as timestamptz) from here where familiar or exists (select from everywhere)
            on conflict (bucket) do update
            set tat = greatest(least(held.tat, :addressLatest), :now) + (excluded.tat - :now)
            where held.tat <= :addressLatest or held.tat > :addressPlausible returning 1)
            """;

    /** What the counting gave, as columns: see {@link Counted}. */
    public static final String COUNTED = """
            (select familiar from here) as familiar, exists (select from everywhere) as everywhere,
            exists (select from at_address) as at_address
            """;

    /**
     * Where an attempt was counted.
     *
     * @param familiar null where it was refused for the account at the address
     */
    public record Counted(@Nullable Boolean familiar, boolean everywhere, boolean atAddress) {}

    static NewAttempt of(String account, Bucket here, Bucket everywhere, Bucket address, Instant now) {
        return new NewAttempt(
                account,
                now,
                here.name(),
                now.plus(here.failures().interval()),
                here.failures().latest(now),
                here.failures().plausible(now),
                here.successes().latest(now),
                here.successes().plausible(now),
                everywhere.name(),
                now.plus(everywhere.failures().interval()),
                everywhere.failures().latest(now),
                everywhere.failures().plausible(now),
                address.name(),
                now.plus(address.failures().interval()),
                address.failures().latest(now),
                address.failures().plausible(now));
    }
}
