package dev.signet.jwt;

import dev.signet.jwt.claim.TokenUnderCheck;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one check asks of a token.
 *
 * @param expected what would pass, in a few words
 * @param actual what the token has instead; only asked once the checks that this one needs have passed
 */
record Rule(Check check, Test test, Supplier<String> expected, Function<TokenUnderCheck, @Nullable Object> actual) {

    /** Passes, or says why not. */
    interface Test {
        void apply(TokenUnderCheck token) throws JwtRejectedException;
    }

    /** Fails unless the condition holds. */
    static void require(boolean condition, Check check, String message) throws JwtRejectedException {
        if (!condition) {
            throw failed(check, message);
        }
    }

    static JwtRejectedException failed(Check check, String message) {
        return new JwtRejectedException(new Rejection.JsonWebTokenError(check, message));
    }
}
