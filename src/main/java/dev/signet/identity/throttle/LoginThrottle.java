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
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Bounds how often passwords can be guessed: by address, by account at an address, and by account at all addresses that
 * its user did not come from lately. The last stops many strangers at once. It does not count familiar addresses, so strangers
 * cannot lock the user out. An address is familiar to the credential that was right there: another password, or another user of the
 * same name, has none. Failures are counted by name.
 *
 * <p>An attempt is counted before its password is checked and taken back when that was right, so that guesses at the same
 * time do not slip through. Unknown accounts are counted like known ones. Each step is a short transaction of its own, as
 * attempts in the same bucket wait for each other's end. No connection is taken for what was refused a moment ago, nor for what
 * would exceed the rate even if all that is under way here were to fail.
 */
@ApplicationScoped
public class LoginThrottle {
    /** The credential of accounts that do not exist: it never was right. */
    private static final UUID NONE = new UUID(0, 0);

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
            UUID credential,
            Bucket accountAtAddress,
            Optional<Bucket> account,
            Bucket address,
            AttemptsUnderWay.Permits permits)
            implements AutoCloseable {
        /** To be called after all else. */
        @Override
        public void close() {
            permits.close();
        }
    }

    /**
     * Counts an attempt at an account from where the current request comes from.
     *
     * @param account any text, equal for what is the same account
     * @param find asks the database for the user, within the transaction
     * @param credential which of the user's passwords is valid: another value for each
     * @return to be closed when it is over
     * @throws TooManyAttemptsException when one of the rates is exceeded; the attempt then counts nowhere
     * @throws dev.signet.base.problem.UnavailableException 503 when too many wait for the database
     */
    public <U> Attempt<U> begin(String account, Supplier<Optional<U>> find, Function<U, UUID> credential) {
        return begin(account, find, credential, network());
    }

    <U> Attempt<U> begin(String account, Supplier<Optional<U>> find, Function<U, UUID> credential, String network) {
        Bucket address = buckets.address(network);
        Bucket accountAtAddress = buckets.accountAtAddress(account, network);
        refuseAgain(address, accountAtAddress);
        AttemptsUnderWay.Permits permits = underWay.none();
        try {
            // those under way all count as failed, so that more of them than the burst would exceed it
            permits.take(accountAtAddress.name(), limits.accountAtAddress().burst());
            permits.take(address.name(), limits.addressAtOnce());
            return transactions.call(() -> {
                refuseAgain(address, accountAtAddress);
                return count(account, find, credential, accountAtAddress, address, permits);
            });
        } catch (RuntimeException | Error e) {
            permits.close();
            throw e;
        }
    }

    /**
     * Kinds of buckets always in the same order, so that no two attempts wait for each other; the address last, as many
     * attempts may share it, and from here on the others wait.
     */
    private <U> Attempt<U> count(
            String account,
            Supplier<Optional<U>> find,
            Function<U, UUID> credential,
            Bucket accountAtAddress,
            Bucket address,
            AttemptsUnderWay.Permits permits) {
        Instant now = clock.instant();
        Optional<U> user = find.get();
        UUID valid = user.map(credential).orElse(NONE);
        table.endWithoutWaiting();
        boolean familiar = count(accountAtAddress, accountAtAddress, valid, now);
        Bucket everywhere = buckets.account(account);
        // of their own, or strangers could take those of the user
        permits.take(everywhere.name() + (familiar ? " familiar" : ""), limits.accountAtOnce());
        Optional<Bucket> unfamiliar = familiar ? Optional.empty() : Optional.of(everywhere);
        // refused only where the user does not come from, so that is all that is remembered
        unfamiliar.ifPresent(bucket -> count(bucket, accountAtAddress, valid, now));
        count(address, address, valid, now);
        return new Attempt<>(user, valid, accountAtAddress, unfamiliar, address, permits);
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
    private boolean count(Bucket bucket, Bucket remembered, UUID credential, Instant now) {
        Optional<Boolean> familiar = table.count(
                bucket.name(),
                credential,
                now,
                now.plus(bucket.failures().interval()),
                bucket.failures().latest(now),
                bucket.failures().plausible(now),
                bucket.successes().latest(now),
                bucket.successes().plausible(now));
        return familiar.orElseThrow(() -> {
            Duration wait = bucket.wait(table.times(bucket.name(), now), now);
            recent.add(remembered, now, wait);
            return new TooManyAttemptsException(wait);
        });
    }

    /** The password was right: takes the attempt back, and all others at this account from this address. */
    public void succeeded(Attempt<?> attempt) {
        Instant now = clock.instant();
        transactions.end(() -> {
            table.endWithoutWaiting();
            Rate successes = attempt.accountAtAddress.successes();
            table.welcome(
                    attempt.accountAtAddress.name(),
                    attempt.credential,
                    now,
                    now.plus(limits.familiarFor()),
                    successes.latest(now),
                    successes.seconds());
            recent.forget(attempt.accountAtAddress);
            takeBackElsewhere(attempt);
        });
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
        transactions.end(() -> {
            table.endWithoutWaiting();
            takeBack(attempt.accountAtAddress);
            takeBackElsewhere(attempt);
        });
    }

    private void takeBackElsewhere(Attempt<?> attempt) {
        attempt.account.ifPresent(this::takeBack);
        takeBack(attempt.address);
        recent.forget(attempt.address);
    }

    private void takeBack(Bucket bucket) {
        table.takeBack(bucket.name(), bucket.failures().seconds());
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
