package dev.signet.token;

import static java.util.Objects.requireNonNull;

import dev.signet.http.DomainException;
import dev.signet.http.Problem;
import dev.signet.http.Violation;
import dev.signet.jwt.Identifier;
import dev.signet.jwt.JwtSigner;
import dev.signet.jwt.TimeSpan;
import dev.signet.oauth.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which claims somebody may have signed: their own at our door, any in the name of anybody at the doors of others,
 * and never more roles than they hold. Each registered claim has one place and its type (RFC 7519 section 4.1).
 *
 * @param audience the one of our own door
 * @param lifespan where nothing is said of it
 * @param longest no token lives longer
 */
record MintPolicy(String audience, Duration lifespan, Duration longest) {
    /** Set by Signet and nobody else. */
    static final Set<String> SET_BY_SIGNET =
            Set.of("iss", "iat", "jti", "sid", "act", "client_id", "auth_time", "raw_token");

    /** So deep may objects and arrays lie in each other. */
    static final int DEEPEST = 16;

    /** No sane date is later. */
    private static final long GREATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /**
     * The claims to sign, but for those that Signet sets.
     *
     * @throws DomainException 400 where one breaks a rule, 403 where it takes roles that the caller does not hold
     */
    Map<String, Object> claims(MintRequest request, Minter minter) {
        Map<String, Object> claims = new LinkedHashMap<>();
        request.claims().forEach((name, value) -> claims.put(name, checked(name, value)));
        claims.put("exp", expiry(request, claims.get("exp"), minter));
        claims.put("aud", audience(request.audience(), claims.get("aud")));
        if (claims.get("nbf") instanceof Number nbf && nbf.longValue() >= (long) claims.get("exp")) {
            throw violation("claims.nbf", "must be before the token expires");
        }
        claims.putIfAbsent("sub", minter.subject());
        claims.put("sid", minter.sessionId());
        if (minter.subject().equals(claims.get("sub"))) {
            claims.putIfAbsent("upn", minter.name());
        }
        if (!isOneself(claims, minter)) {
            checkSpeaksElsewhere(claims.get("aud"));
            claims.put("act", Map.of("sub", minter.subject()));
        }
        checkRoles(claims.get("groups"), minter);
        return claims;
    }

    private static boolean isOneself(Map<String, Object> claims, Minter minter) {
        return minter.subject().equals(claims.get("sub"))
                && minter.name().equals(claims.get("upn"))
                && minter.name().equals(claims.getOrDefault("preferred_username", minter.name()));
    }

    /** Here nobody speaks for somebody else, or under another name. */
    private void checkSpeaksElsewhere(Object theirs) {
        if (names(theirs).contains(audience)) {
            throw new DomainException(Problem.of(
                    403,
                    "beyond-own-roles",
                    "This token would speak for somebody else here",
                    "At the audience " + audience + " sub, upn and preferred_username can only be your own."));
        }
    }

    private static Object checked(String name, @Nullable Object value) {
        if (name.isEmpty() || SET_BY_SIGNET.contains(name)) {
            throw invalid(name, "is set by Signet");
        }
        if (tooDeep(value, DEEPEST)) {
            throw invalid(name, "must not be nested deeper than " + DEEPEST);
        }
        if (value == null || !JwtSigner.signs(name, value)) {
            throw invalid(name, "must be JSON that every verifier can read, and hold no null");
        }
        boolean ofItsType =
                switch (name) {
                    case "sub" -> value instanceof String text && !text.isBlank() && Identifier.is(text);
                    case "upn", "scope", "preferred_username" -> value instanceof String text && !text.isBlank();
                    case "groups" -> value instanceof Collection<?> several && (several.isEmpty() || isNames(several));
                    case "aud" -> isNames(value);
                    case "exp", "nbf" -> isDate(value);
                    default -> true;
                };
        if (!ofItsType) {
            throw invalid(name, "is not of the type that its definition gives it");
        }
        return value;
    }

    private long expiry(MintRequest request, @Nullable Object exp, Minter minter) {
        if (exp != null && request.expiresIn() != null) {
            throw invalid("exp", "must not be given together with expiresIn");
        }
        long now = minter.at().getEpochSecond();
        long end = minter.end().getEpochSecond();
        Object expiresIn = request.expiresIn();
        if (exp == null && expiresIn == null) {
            return Math.min(end, now + lifespan.toSeconds());
        }
        String field = exp == null ? "expiresIn" : "claims.exp";
        long second = expiresIn == null
                ? ((Number) requireNonNull(exp)).longValue()
                : now + lifespan(expiresIn).toSeconds();
        if (second <= now) {
            throw violation(field, "must be in the future");
        }
        if (second > now + longest.toSeconds()) {
            throw violation(field, "must be at most " + longest + " from now");
        }
        if (second > end) {
            throw violation(
                    field, "must be at most " + minter.end() + ", when the session is over unless it is refreshed");
        }
        return second;
    }

    private Duration lifespan(Object expiresIn) {
        if (expiresIn instanceof Integer || expiresIn instanceof Long) {
            long seconds = ((Number) expiresIn).longValue();
            // bounded before it is added to anything
            return Duration.ofSeconds(Math.max(-1, Math.min(seconds, longest.toSeconds() + 1)));
        }
        if (expiresIn instanceof String span) {
            try {
                return TimeSpan.parse("expiresIn", span);
            } catch (IllegalArgumentException e) {
                // refused below like every other value that is no time span
            }
        }
        throw violation("expiresIn", "must be a number of seconds or a time span as 10h or 7d");
    }

    private Object audience(@Nullable Object parameter, @Nullable Object claim) {
        if (parameter != null && claim != null) {
            throw violation("audience", "must not be given together with aud");
        }
        if (parameter != null && !isNames(parameter)) {
            throw violation("audience", "must be a name or a list of names");
        }
        return parameter != null ? parameter : claim != null ? claim : audience;
    }

    private static void checkRoles(@Nullable Object groups, Minter minter) {
        if (groups != null && !Role.include(minter.roles(), names(groups))) {
            throw new DomainException(Problem.of(
                    403,
                    "beyond-own-roles",
                    "This takes roles that you do not hold",
                    "groups can only name roles of your own."));
        }
    }

    private static boolean isDate(Object value) {
        return (value instanceof Integer || value instanceof Long)
                && ((Number) value).longValue() >= 0
                && ((Number) value).longValue() <= GREATEST;
    }

    /** One name, or a list of some. */
    private static boolean isNames(Object value) {
        if (value instanceof Collection<?> several) {
            return !several.isEmpty() && several.stream().allMatch(one -> one instanceof String && isNames(one));
        }
        return value instanceof String text && !text.isBlank();
    }

    private static List<?> names(Object value) {
        return value instanceof Collection<?> several ? List.copyOf(several) : List.of(value);
    }

    private static boolean tooDeep(@Nullable Object value, int left) {
        Collection<?> parts = value instanceof Map<?, ?> object
                ? object.values()
                : value instanceof Collection<?> array ? array : List.of();
        return left == 0 || parts.stream().anyMatch(part -> tooDeep(part, left - 1));
    }

    private static DomainException invalid(String claim, String message) {
        return violation("claims." + claim, message);
    }

    private static DomainException violation(String field, String message) {
        return DomainException.invalid(new Violation(field, message));
    }
}
