package dev.signet.jwt;

import static dev.signet.jwt.Rule.failed;
import static dev.signet.jwt.Rule.require;

import dev.signet.jwt.claim.ClaimTypes;
import dev.signet.jwt.claim.TokenUnderCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rules of time: is the token for now? */
final class DateRules {
    private DateRules() {}

    /** RFC 7519 section 4.1.5; optional. */
    static Rule notBefore(Clock clock, Duration tolerance) {
        return new Rule(
                Check.NOT_BEFORE,
                token -> {
                    if (!token.claims().containsKey("nbf")) {
                        return;
                    }
                    Instant date = required(token, "nbf", Check.NOT_BEFORE, "invalid nbf value");
                    if (date.isAfter(clock.instant().plus(tolerance))) {
                        throw new JwtRejectedException(new Rejection.NotBeforeError(date));
                    }
                },
                () -> "nbf at or before " + clock.instant().plus(tolerance),
                token -> shown(token, "nbf"));
    }

    /** RFC 7519 section 4.1.4; of access tokens required (RFC 9068 section 2.2). */
    static Rule expiry(Clock clock, Duration tolerance, boolean required) {
        return new Rule(
                Check.EXPIRY,
                token -> {
                    if (!required && !token.claims().containsKey("exp")) {
                        return;
                    }
                    Instant date = required(token, "exp", Check.EXPIRY, "invalid exp value");
                    if (!clock.instant().isBefore(date.plus(tolerance))) {
                        throw new JwtRejectedException(new Rejection.TokenExpiredError(date));
                    }
                },
                () -> "exp after " + clock.instant().minus(tolerance),
                token -> shown(token, "exp"));
    }

    /** Issued not too long ago, whatever its {@code exp}, and not in the future (RFC 7519 section 4.1.6). */
    static Rule age(Clock clock, Duration tolerance, Duration maxAge, boolean ignoreFuture) {
        return new Rule(
                Check.MAX_AGE,
                token -> {
                    Instant date = required(token, "iat", Check.MAX_AGE, "iat required when maxAge is specified");
                    Instant now = clock.instant();
                    require(
                            ignoreFuture || !date.isAfter(now.plus(tolerance)),
                            Check.MAX_AGE,
                            "iat must not be in the future");
                    Instant end = date.plus(maxAge);
                    if (!now.isBefore(end.plus(tolerance))) {
                        throw new JwtRejectedException(
                                new Rejection.TokenExpiredError(Check.MAX_AGE, "maxAge exceeded", end));
                    }
                },
                () -> "iat after " + clock.instant().minus(tolerance).minus(maxAge)
                        + (ignoreFuture
                                ? ""
                                : ", at or before " + clock.instant().plus(tolerance)),
                token -> shown(token, "iat"));
    }

    private static Instant required(TokenUnderCheck token, String claim, Check check, String message)
            throws JwtRejectedException {
        Instant date = ClaimTypes.numericDate(token.claim(claim));
        if (date == null) {
            throw failed(check, message);
        }
        return date;
    }

    private static @Nullable Object shown(TokenUnderCheck token, String claim) {
        Instant date = ClaimTypes.numericDate(token.claim(claim));
        return date == null ? token.claim(claim) : date;
    }
}
