package dev.signet.identity.throttle;

import dev.signet.base.database.Sql;
import dev.signet.base.http.CurrentRequest;
import dev.signet.base.http.Network;
import dev.signet.base.replica.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Bounds how often passwords can be guessed: by address, by account at an address, and by account at all addresses that
 * its user did not come from lately. The last stops many strangers at once. It does not count familiar addresses, so strangers
 * cannot lock the user out. An address is familiar to the credential that was right there: another password, or another user of the
 * same name, has none. Failures are counted by name.
 *
 * <p>An attempt is counted before its password is checked and taken back when that was right, so that guesses at the same
 * time do not slip through. Unknown accounts are counted like known ones. Each step is one statement, a short transaction of its own,
 * as attempts in the same bucket wait for each other's end. No connection is taken for what was refused a moment ago, nor for what
 * would exceed the rate even if all that is under way here were to fail.
 */
@ApplicationScoped
public class LoginThrottle {
    /** No row has this name: where nothing was counted. */
    private static final Bucket NOWHERE = new Bucket(CountedAttempt.NONE, new Rate(1, Duration.ZERO));

    private final ThrottleTable table;
    private final ThrottleTransactions transactions;
    private final Buckets buckets;
    private final CurrentRequest request;
    private final ThrottleLimits limits;
    private final Clock clock;
    private final RecentRefusals recent = new RecentRefusals();
    private final AttemptsUnderWay underWay = new AttemptsUnderWay();

    LoginThrottle(
            Sql database,
            ThrottleTransactions transactions,
            Buckets buckets,
            CurrentRequest request,
            ThrottleLimits limits,
            Clock clock) {
        this.table = database.of(ThrottleTable.class);
        this.transactions = transactions;
        this.buckets = buckets;
        this.request = request;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * An attempt that was counted, and in which buckets. It is under way until it is closed.
     *
     * @param <U> a user
     * @param user whose account it is; nothing where there is no such account
     */
    public record Attempt<U>(
            Optional<U> user,
            Bucket accountAtAddress,
            Bucket address,
            CountedAttempt counted,
            AttemptsUnderWay.Permits permits)
            implements AutoCloseable {
        /** To be called after all else. */
        @Override
        public void close() {
            permits.close();
        }
    }

    /**
     * What the statement found.
     *
     * @param user whose account it is; nothing where there is no such account
     */
    public record Found<U>(Optional<U> user, NewAttempt.Counted counted) {}

    /**
     * Counts an attempt at an account from where the current request comes from.
     *
     * @param account any text, equal for what is the same account
     * @param count runs the one statement that finds the user and counts ({@link NewAttempt#COUNT})
     * @return to be closed when it is over
     * @throws TooManyAttemptsException when one of the rates is exceeded; the attempt then counts nowhere
     * @throws dev.signet.base.problem.UnavailableException 503 when too many wait for the database
     */
    public <U> Attempt<U> begin(String account, Function<NewAttempt, Found<U>> count) {
        return begin(account, count, network());
    }

    <U> Attempt<U> begin(String account, Function<NewAttempt, Found<U>> count, String network) {
        Bucket address = buckets.address(network);
        Bucket here = buckets.accountAtAddress(account, network);
        Bucket everywhere = buckets.account(account);
        refuseAgain(address, here);
        AttemptsUnderWay.Permits permits = underWay.none();
        try {
            // those under way all count as failed, so that more of them than the burst would exceed it
            permits.take(here.name(), limits.accountAtAddress().burst());
            permits.take(address.name(), limits.addressAtOnce());
            return transactions.call(() -> {
                refuseAgain(address, here);
                Instant now = clock.instant();
                Found<U> found = count.apply(NewAttempt.of(account, here, everywhere, address, now));
                boolean familiar = checked(found.counted(), here, everywhere, address, now);
                CountedAttempt counted = CountedAttempt.of(here, familiar, everywhere, address);
                takePlace(permits, everywhere, familiar, counted, address);
                return new Attempt<>(found.user(), here, address, counted, permits);
            });
        } catch (RuntimeException | Error e) {
            permits.close();
            throw e;
        }
    }

    /** One of their own for familiar addresses, or strangers could take that of the user. */
    private void takePlace(
            AttemptsUnderWay.Permits permits,
            Bucket everywhere,
            boolean familiar,
            CountedAttempt counted,
            Bucket address) {
        try {
            permits.take(everywhere.name() + (familiar ? " familiar" : ""), limits.accountAtOnce());
        } catch (TooManyAttemptsException e) {
            TooManyAttemptsException undone = undone(counted, e);
            // others may have been refused because of this attempt
            recent.forget(address);
            throw undone;
        }
    }

    /**
     * Whether the address is familiar. An attempt that was refused counts nowhere: what was counted before is taken back.
     *
     * @throws TooManyAttemptsException where it was refused
     */
    private boolean checked(NewAttempt.Counted counted, Bucket here, Bucket everywhere, Bucket address, Instant now) {
        Boolean familiar = counted.familiar();
        if (familiar == null) {
            throw refused(here, here, now);
        }
        if (!familiar && !counted.everywhere()) {
            // refused only where the user does not come from, so that is all that is remembered
            throw undone(CountedAttempt.of(here, true, everywhere, NOWHERE), refused(everywhere, here, now));
        }
        if (!counted.atAddress()) {
            throw undone(CountedAttempt.of(here, familiar, everywhere, NOWHERE), refused(address, address, now));
        }
        return familiar;
    }

    private void refuseAgain(Bucket address, Bucket accountAtAddress) {
        Instant now = clock.instant();
        recent.wait(address, now).or(() -> recent.wait(accountAtAddress, now)).ifPresent(wait -> {
            throw new TooManyAttemptsException(wait);
        });
    }

    private String network() {
        return Network.of(request.address().orElse("unknown"));
    }

    /** @param remembered what is refused for a moment, where this bucket refuses */
    private TooManyAttemptsException refused(Bucket bucket, Bucket remembered, Instant now) {
        Duration wait = table.times(bucket.name(), now)
                .map(times -> bucket.wait(times, now))
                .orElse(Duration.ZERO);
        recent.add(remembered, now, wait);
        return new TooManyAttemptsException(wait);
    }

    /**
     * The password was right: takes the attempt back, and all others at this account from this address.
     *
     * @param credential that was right
     * @param succeeded runs the one statement that says so ({@link CountedAttempt#SUCCEEDED})
     */
    public void succeeded(Attempt<?> attempt, UUID credential, BiConsumer<CountedAttempt, RightAttempt> succeeded) {
        Instant now = clock.instant();
        Rate successes = attempt.accountAtAddress.successes();
        RightAttempt right = new RightAttempt(
                credential, now, now.plus(limits.familiarFor()), successes.latest(now), successes.seconds());
        transactions.end(() -> succeeded.accept(attempt.counted, right));
        recent.forget(attempt.accountAtAddress);
        recent.forget(attempt.address);
    }

    /**
     * The user replaced the password and knew the one before: where the current request comes from stays familiar. All other
     * addresses are forgotten, as somebody else may have logged in there.
     */
    @Transactional
    public void replaced(String account, UUID from, UUID to) {
        table.inherit(buckets.accountAtAddress(account, network()).name(), from, to);
    }

    /** The password was not looked at: takes the attempt back. */
    public void abandoned(Attempt<?> attempt) {
        transactions.end(() -> takeBack(attempt.counted));
        recent.forget(attempt.address);
    }

    /** A refused attempt counts nowhere. Where that cannot be noted it goes on to count as failed, which a minute forgets. */
    private TooManyAttemptsException undone(CountedAttempt counted, TooManyAttemptsException refusal) {
        try {
            takeBack(counted);
        } catch (RuntimeException e) {
            refusal.addSuppressed(e);
        }
        return refusal;
    }

    private void takeBack(CountedAttempt counted) {
        var unused = table.takeBack(counted);
    }

    /** Buckets that are full again, and addresses at which a user was not seen for long. */
    @Produces
    @Singleton
    Sweep sweep() {
        return new Sweep(
                "login-throttle",
                "login_throttle",
                atMost -> table.remove(clock.instant(), atMost),
                () -> table.countObsolete(clock.instant()));
    }
}
