package dev.signet.endpoint.clientauth;

import dev.signet.jwt.Check;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.jwt.Rejection.JsonWebTokenError;
import dev.signet.jwt.claim.VerifiedJwt;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What of a good token makes it a good assertion too (RFC 7523 section 3, OpenID Connect Core section 9).
 *
 * @param jti by which it is known when it comes again
 * @param expiry its {@code exp}
 */
record Assertion(String jti, Instant expiry) {
    /** By how much the clock of a client may differ from ours. */
    static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);

    /** How far ahead {@code exp} may be: for so long must be remembered that it was used. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** Of a {@code jti}, in characters. */
    static final int MAX_JTI = 256;

    /** What clients call an assertion, where they call it anything: a token of another purpose is none. */
    private static final Set<String> TYPES = Set.of("jwt", "client-authentication+jwt");

    /**
     * The assertion that a token is.
     *
     * @param ours the names by which an assertion may call us, of which it has exactly one
     * @throws JwtRejectedException with the first check that failed
     */
    static Assertion of(VerifiedJwt token, Set<String> ours, Instant now) throws JwtRejectedException {
        Map<String, Object> claims = token.payload();
        require(isAssertion(token.header()), Check.TYPE, "invalid token type");
        if (!(claims.get("exp") instanceof Number exp)) {
            throw refused(Check.EXPIRY, "invalid exp value");
        }
        Instant expiry = Instant.ofEpochMilli(Math.round(exp.doubleValue() * 1000));
        Instant latest = now.plus(LONGEST).plus(CLOCK_TOLERANCE);
        require(!expiry.isAfter(latest), Check.EXPIRY, "exp is more than 10 minutes ahead");
        // anybody else whom it names could use it here
        Collection<?> audience = audience(claims);
        require(audience.size() == 1 && ours.containsAll(audience), Check.AUDIENCE, "jwt audience invalid");
        if (!(claims.get("jti") instanceof String jti) || jti.isEmpty() || jti.length() > MAX_JTI) {
            throw refused(Check.JWT_ID, "invalid jti value");
        }
        return new Assertion(jti, expiry);
    }

    private static boolean isAssertion(Map<String, Object> header) {
        return !header.containsKey("typ")
                || (header.get("typ") instanceof String typ
                        && TYPES.contains(typ.toLowerCase(Locale.ROOT).replaceFirst("^application/", "")));
    }

    private static Collection<?> audience(Map<String, Object> claims) {
        return claims.get("aud") instanceof Collection<?> several ? several : List.of(claims.getOrDefault("aud", ""));
    }

    private static void require(boolean passed, Check check, String message) throws JwtRejectedException {
        if (!passed) {
            throw refused(check, message);
        }
    }

    static JwtRejectedException refused(Check check, String message) {
        return new JwtRejectedException(new JsonWebTokenError(check, message));
    }

    /** Shows nothing that was sent. */
    @Override
    public String toString() {
        return "Assertion[" + expiry + "]";
    }
}
