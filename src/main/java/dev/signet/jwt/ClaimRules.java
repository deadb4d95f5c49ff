package dev.signet.jwt;

import dev.signet.jwt.Rejection.JsonWebTokenError;
import dev.signet.jwt.Rejection.NotBeforeError;
import dev.signet.jwt.Rejection.TokenExpiredError;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The rules past the signature: the token is one of ours; is it for this door, for now, and whole? */
final class ClaimRules {
    /** 9999-12-31T23:59:59Z: a later date is a mistake or an attack. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private ClaimRules() {}

    /** The payload is a JSON object in UTF-8 without duplicate members (RFC 7519 section 7.2). */
    static @Nullable Rejection payload(Candidate token, VerifyOptions options) {
        try {
            token.claims(StrictJson.object(token.jws.getPayloadBytes()));
            return null;
        } catch (JoseException e) {
            return new JsonWebTokenError(Check.CLAIMS, "invalid token");
        }
    }

    /** RFC 8725 section 3.11; RFC 7515 section 4.1.9 lets {@code application/} be left out. */
    static @Nullable Rejection type(Candidate token, VerifyOptions options) {
        if (token.header().get("typ") instanceof String type
                && options.types().contains(type.toLowerCase(Locale.ROOT))) {
            return null;
        }
        return new JsonWebTokenError(Check.TYPE, "invalid token type");
    }

    /** RFC 7519 section 4.1.5; optional. */
    static @Nullable Rejection notBefore(Candidate token, VerifyOptions options) {
        Object value = token.claims().get("nbf");
        if (value == null) {
            return null;
        }
        Instant date = numericDate(value);
        if (date == null) {
            return new JsonWebTokenError(Check.NOT_BEFORE, "invalid nbf value");
        }
        return date.isAfter(options.clock().instant().plus(options.clockTolerance())) ? new NotBeforeError(date) : null;
    }

    /** RFC 7519 section 4.1.4; required (RFC 9068 section 2.2). */
    static @Nullable Rejection expiry(Candidate token, VerifyOptions options) {
        Instant date = numericDate(token.claims().get("exp"));
        if (date == null) {
            return new JsonWebTokenError(Check.EXPIRY, "invalid exp value");
        }
        boolean expired = !options.clock().instant().isBefore(date.plus(options.clockTolerance()));
        return expired ? new TokenExpiredError(date) : null;
    }

    /** Compared exactly (RFC 8725 section 3.8). */
    static @Nullable Rejection issuer(Candidate token, VerifyOptions options) {
        return options.issuer().equals(token.claims().get("iss"))
                ? null
                : new JsonWebTokenError(Check.ISSUER, "jwt issuer invalid");
    }

    /** Compared exactly; a string or an array of strings (RFC 7519 section 4.1.3). */
    static @Nullable Rejection audience(Candidate token, VerifyOptions options) {
        Object audience = token.claims().get("aud");
        boolean ours = audience instanceof Collection<?> several
                ? isStrings(several) && several.contains(options.audience())
                : options.audience().equals(audience);
        return ours ? null : new JsonWebTokenError(Check.AUDIENCE, "jwt audience invalid");
    }

    /** RFC 9068 section 2.2; roles and scopes of any other form than their own are never guessed at. */
    static @Nullable Rejection claimTypes(Candidate token, VerifyOptions options) {
        Map<String, Object> claims = token.claims();
        for (String required : new String[] {"sub", "jti"}) {
            if (!(claims.get(required) instanceof String text) || text.isEmpty()) {
                return invalid(required);
            }
        }
        if (numericDate(claims.get("iat")) == null) {
            return invalid("iat");
        }
        for (String optional : new String[] {"scope", "client_id", "sid", "upn"}) {
            if (claims.containsKey(optional) && !(claims.get(optional) instanceof String)) {
                return invalid(optional);
            }
        }
        if (claims.containsKey("groups")
                && !(claims.get("groups") instanceof Collection<?> groups && isStrings(groups))) {
            return invalid("groups");
        }
        return null;
    }

    private static JsonWebTokenError invalid(String claim) {
        return new JsonWebTokenError(Check.CLAIMS, "invalid " + claim + " value");
    }

    private static boolean isStrings(Collection<?> values) {
        return values.stream().allMatch(String.class::isInstance);
    }

    /** A JSON number of seconds in the years 1970 to 9999 (RFC 7519 section 2), or null for anything else. */
    private static @Nullable Instant numericDate(@Nullable Object value) {
        if (!(value instanceof Number number)) {
            return null;
        }
        double seconds = number.doubleValue();
        if (!(seconds >= 0 && seconds <= LAST_SECOND)) {
            return null;
        }
        return number instanceof Long whole
                ? Instant.ofEpochSecond(whole)
                : Instant.ofEpochMilli(Math.round(seconds * 1000));
    }
}
