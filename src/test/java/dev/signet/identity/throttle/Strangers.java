package dev.signet.identity.throttle;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Who guesses at an account from addresses that its user does not come from. */
public final class Strangers {
    /** More than any rate of the tests allows. */
    private static final int MOST = 10_000;

    private Strangers() {}

    /** Guesses, each time from another address, until the rate of the account at such addresses is used up. */
    public static void exhaust(LoginThrottle throttle, String account) {
        for (int i = 0; i < MOST; i++) {
            if (!guess(throttle, account)) {
                return;
            }
        }
        throw new AssertionError("The account was guessed at " + MOST + " times");
    }

    private static boolean guess(LoginThrottle throttle, String account) {
        String from = "2001:db8::/64 " + ThreadLocalRandom.current().nextLong();
        try {
            throttle.begin(account, Optional::<UUID>empty, same -> same, from).close();
            return true;
        } catch (TooManyAttemptsException e) {
            return false;
        }
    }
}
