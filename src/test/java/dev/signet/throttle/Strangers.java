package dev.signet.throttle;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Who guesses at an account from addresses that its user does not come from. */
public final class Strangers {
    private Strangers() {}

    /** Guesses, each time from another address, until the rate of the account at such addresses is used up. */
    public static void exhaust(LoginThrottle throttle, String account) {
        while (guess(throttle, account)) {
            // once more
        }
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
