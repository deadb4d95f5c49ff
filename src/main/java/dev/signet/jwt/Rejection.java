package dev.signet.jwt;

import java.time.Instant;

/**
 * Why a token was refused: a closed set, with the names and messages that users of JWT libraries know. Fit to be shown to
 * whoever sent the token only with {@link VerifyOptions.Builder#briefMessages}: without it, messages say what was expected,
 * the nonce among it.
 */
public sealed interface Rejection {

    /** The name of the error, e.g. {@code TokenExpiredError}. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** A stable, short text, e.g. {@code jwt expired}. */
    String message();

    /** The check that failed. */
    Check check();

    /**
     * Now is at or past {@code exp}, or the greatest age, plus the tolerance.
     *
     * @param expiredAt since when
     */
    record TokenExpiredError(Check check, String message, Instant expiredAt) implements Rejection {
        /** Its {@code exp} has passed. */
        public TokenExpiredError(Instant expiredAt) {
            this(Check.EXPIRY, "jwt expired", expiredAt);
        }
    }

    /**
     * {@code nbf} is later than now plus the tolerance.
     *
     * @param date the token's {@code nbf}
     */
    record NotBeforeError(Instant date) implements Rejection {
        @Override
        public String message() {
            return "jwt not active";
        }

        @Override
        public Check check() {
            return Check.NOT_BEFORE;
        }
    }

    /** The token, its session or its subject is dead before its time. */
    record TokenRevokedError() implements Rejection {
        @Override
        public String message() {
            return "jwt revoked";
        }

        @Override
        public Check check() {
            return Check.REVOKED;
        }
    }

    /** Everything else. */
    record JsonWebTokenError(Check check, String message) implements Rejection {}
}
