package dev.signet.identity.throttle;

import dev.signet.base.database.Sql;
import java.util.concurrent.ThreadLocalRandom;

/** Who guesses at an account from addresses that its user does not come from. */
public final class Strangers {
    /** More than any rate of the tests allows. */
    private static final int MOST = 10_000;

    private Strangers() {}

    /** Guesses, each time from another address, until the rate of the account at such addresses is used up. */
    public static void exhaust(LoginThrottle throttle, Sql database, String account) {
        for (int i = 0; i < MOST; i++) {
            if (!guess(throttle, database, account)) {
                return;
            }
        }
        throw new AssertionError("The account was guessed at " + MOST + " times");
    }

    private static boolean guess(LoginThrottle throttle, Sql database, String account) {
        String from = "2001:db8::/64 " + ThreadLocalRandom.current().nextLong();
        try {
            throttle.begin(account, Counting.of(database, null), from).close();
            return true;
        } catch (TooManyAttemptsException e) {
            return false;
        }
    }
}
