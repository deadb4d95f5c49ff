package dev.signet.identity.throttle;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * All that is counted has one of these limits.
 *
 * @param address failures from one address, whatever the account
 * @param accountAtAddress failures at one account from one address
 * @param success log-ins that succeed at one account from one address
 * @param account failures at one account, from all addresses together that its user does not come from
 * @param addressAtOnce how many log-ins from one address may be under way in one process, whatever the account
 * @param accountAtOnce how many log-ins at one account may be under way in one process, from all addresses together that its
 *     user comes from; and how many from all others
 * @param familiarFor for how long after a log-in its user is taken to come from its address
 */
record ThrottleLimits(
        Rate address,
        Rate accountAtAddress,
        Rate success,
        Rate account,
        int addressAtOnce,
        int accountAtOnce,
        Duration familiarFor) {
    /** People log in some times a day, and programs keep their session. */
    private static final Rate SUCCESS = new Rate(100, Duration.ofSeconds(1));

    /** Slower would let few strangers keep a user out who comes from nowhere familiar; faster would let many guess more. */
    private static final Rate UNFAMILIAR = new Rate(100, Duration.ofSeconds(5));

    /**
     * Half of the places to wait in for a hash, as {@code signet.password.queue} has them by default: two cores work them off in
     * half a second. A network of thousands behind one address has a few log-ins at once.
     */
    private static final int ADDRESS_AT_ONCE = 32;

    /** Half of what one address may have: one account does not take the places of others. */
    private static final int ACCOUNT_AT_ONCE = 16;

    static ThrottleLimits of(ThrottleConfig config) {
        return new ThrottleLimits(
                new Rate(config.addressBurst(), config.addressInterval()),
                new Rate(config.accountAtAddressBurst(), config.accountAtAddressInterval()),
                SUCCESS,
                UNFAMILIAR,
                ADDRESS_AT_ONCE,
                ACCOUNT_AT_ONCE,
                config.familiarFor());
    }

    /** Tests have others. */
    static final class Producer {
        @Produces
        @Singleton
        ThrottleLimits limits(ThrottleConfig config) {
            return of(config);
        }
    }
}
