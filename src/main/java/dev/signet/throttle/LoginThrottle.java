package dev.signet.throttle;

import dev.signet.http.CurrentRequest;
import dev.signet.http.Network;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Bounds how often passwords can be guessed: by address, by account at an address, and by account at all addresses that
 * its user did not come from lately. The last stops many strangers at once; that it leaves out where the user comes from is
 * why they cannot lock the user out.
 *
 * <p>An attempt is counted before its password is checked and taken back when that was right, so that guesses at the same
 * time do not slip through. Unknown accounts are counted like known ones. Each method is a short transaction of its own, as
 * attempts in the same bucket wait for each other's end; what was refused a moment ago is refused again without one.
 */
@ApplicationScoped
public class LoginThrottle {
    private final ThrottleRepository repository;
    private final Buckets buckets;
    private final CurrentRequest request;
    private final Duration familiarFor;
    private final Clock clock;
    private final RecentRefusals recent = new RecentRefusals();

    LoginThrottle(
            ThrottleRepository repository,
            Buckets buckets,
            CurrentRequest request,
            ThrottleConfig config,
            Clock clock) {
        this.repository = repository;
        this.buckets = buckets;
        this.request = request;
        this.familiarFor = config.familiarFor();
        this.clock = clock;
    }

    /** An attempt that was counted, and in which buckets. */
    public static final class Attempt {
        private final Bucket accountAtAddress;
        private final Optional<Bucket> account;
        private final Bucket address;

        private Attempt(Bucket accountAtAddress, Optional<Bucket> account, Bucket address) {
            this.accountAtAddress = accountAtAddress;
            this.account = account;
            this.address = address;
        }
    }

    /**
     * Counts an attempt at an account from where the current request comes from.
     *
     * @param account any text, equal for what is the same account
     * @throws TooManyAttemptsException when one of the rates is exceeded; the attempt then counts nowhere
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Attempt begin(String account) {
        return begin(account, request.address().orElse("unknown"));
    }

    /**
     * Kinds of buckets always in the same order, so that no two attempts wait for each other; the address last, as many
     * attempts may share it, and from here on the others wait.
     */
    Attempt begin(String account, String from) {
        Instant now = clock.instant();
        String network = Network.of(from);
        Bucket address = buckets.address(network);
        Bucket accountAtAddress = buckets.accountAtAddress(account, network);
        refuseAgain(address, now);
        refuseAgain(accountAtAddress, now);
        repository.endWithoutWaiting();
        boolean familiar = count(accountAtAddress, accountAtAddress, now);
        Optional<Bucket> unfamiliar = familiar ? Optional.empty() : Optional.of(buckets.account(account));
        // refused only where the user does not come from, so that is all that is remembered
        unfamiliar.ifPresent(bucket -> count(bucket, accountAtAddress, now));
        count(address, address, now);
        return new Attempt(accountAtAddress, unfamiliar, address);
    }

    private void refuseAgain(Bucket bucket, Instant now) {
        recent.wait(bucket, now).ifPresent(wait -> {
            throw new TooManyAttemptsException(wait);
        });
    }

    /** @param remembered what is refused for a moment, where this bucket refuses */
    private boolean count(Bucket bucket, Bucket remembered, Instant now) {
        return repository.count(bucket, now).orElseThrow(() -> {
            Duration wait = repository.wait(bucket, now);
            recent.add(remembered, now, wait);
            return new TooManyAttemptsException(wait);
        });
    }

    /** The password was right: takes the attempt back, and all others at this account from this address. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void succeeded(Attempt attempt) {
        Instant now = clock.instant();
        repository.endWithoutWaiting();
        repository.welcome(attempt.accountAtAddress, now, now.plus(familiarFor));
        recent.forget(attempt.accountAtAddress);
        takeBackElsewhere(attempt);
    }

    /** The password was not looked at: takes the attempt back. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void abandoned(Attempt attempt) {
        repository.endWithoutWaiting();
        repository.takeBack(attempt.accountAtAddress);
        takeBackElsewhere(attempt);
    }

    private void takeBackElsewhere(Attempt attempt) {
        attempt.account.ifPresent(repository::takeBack);
        repository.takeBack(attempt.address);
        recent.forget(attempt.address);
    }
}
