package dev.signet.session.mint;

import static java.util.Objects.requireNonNull;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import dev.signet.base.problem.Violation;
import dev.signet.base.protocol.Role;
import dev.signet.base.text.Visible;
import dev.signet.jwt.claim.ClaimTypes;
import dev.signet.jwt.claim.TimeSpan;
import dev.signet.token.JwtSigner;
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
 * and never more roles than they hold. A token that says more than Signet says by itself has {@code act}, so that a verifier can
 * tell the claims of its minter from those of Signet. Each claim has one place and its type.
 *
 * @param audience the one of our own door
 * @param lifespan where nothing is said of it
 * @param longest no token lives longer
 */
record MintPolicy(String audience, Duration lifespan, Duration longest) {
    /** Set by Signet alone: what the token is, and how and by which client its user logged in. */
    private static final Set<String> SET_BY_SIGNET =
            Set.of("iss", "iat", "jti", "sid", "act", "client_id", "azp", "auth_time", "acr", "amr", "raw_token");

    /** What Signet itself says of a user, with the dates and the audience of the token. */
    private static final Set<String> SAID_BY_SIGNET =
            Set.of("sub", "sid", "upn", "preferred_username", "groups", "aud", "exp", "nbf");

    /**
     * Claims of authority: what a user may do (RFC 9068 section 2.2.3.1, and as other servers write it), which key and which deputy
     * counts (RFC 7800, RFC 8693 section 4.4).
     */
    private static final Set<String> OF_AUTHORITY =
            Set.of("roles", "entitlements", "realm_access", "resource_access", "cnf", "may_act");

    /** So deep may objects and arrays lie in each other. */
    static final int DEEPEST = 16;

    /** No sane date is later. */
    private static final long GREATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /**
     * The claims to sign, but for those that Signet sets.
     *
     * @throws DomainException 400 where one breaks a rule, 403 where it takes roles that the caller does not hold
     */
    Map<String, Object> claims(MintRequest request, MintingCaller minter) {
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
        if (names(claims.get("aud")).contains(audience)) {
            checkOwnAudience(claims, minter);
        }
        if (!isOneself(claims, minter) || !SAID_BY_SIGNET.containsAll(claims.keySet())) {
            claims.put("act", Map.of("sub", minter.subject()));
        }
        checkRoles(claims.get("groups"), minter);
        return claims;
    }

    private static boolean isOneself(Map<String, Object> claims, MintingCaller minter) {
        return minter.subject().equals(claims.get("sub"))
                && minter.name().equals(claims.get("upn"))
                && minter.name().equals(claims.getOrDefault("preferred_username", minter.name()));
    }

    /** At our own audience a token is in the minter's own name, and only Signet makes claims of identity and authority. */
    private void checkOwnAudience(Map<String, Object> claims, MintingCaller minter) {
        if (!isOneself(claims, minter)) {
            throw ProblemType.BEYOND_OWN_ROLES.refusal(
                    "At the audience " + audience + " sub, upn and preferred_username can only be your own.");
        }
        List<String> reserved = claims.keySet().stream()
                .filter(name -> ClaimTypes.OF_PEOPLE.contains(name) || OF_AUTHORITY.contains(name))
                .filter(name -> !SAID_BY_SIGNET.contains(name))
                .sorted()
                .toList();
        if (!reserved.isEmpty()) {
            throw ProblemType.BEYOND_OWN_ROLES.refusal("Only Signet sets " + String.join(", ", reserved)
                    + " at the audience " + audience + ": leave them out, or name another audience.");
        }
    }

    private static Object checked(String name, @Nullable Object value) {
        if (name.isEmpty() || SET_BY_SIGNET.contains(name)) {
            throw invalid(name, "is reserved for Signet");
        }
        if (tooDeep(value, DEEPEST)) {
            throw invalid(name, "must not be nested deeper than " + DEEPEST);
        }
        if (value == null || !JwtSigner.signs(name, value)) {
            throw invalid(
                    name, "must be JSON that every verifier can read, and hold no null and no integer beyond 64 bits");
        }
        boolean ofItsType =
                switch (name) {
                    case "sub", "upn", "preferred_username" -> isName(value);
                    case "scope" -> value instanceof String text && !text.isBlank();
                    case "groups" ->
                        value instanceof Collection<?> several
                                && several.stream().allMatch(MintPolicy::isName);
                    case "aud" -> isNames(value);
                    case "exp", "nbf" -> isDate(value);
                    default -> ClaimTypes.fits(name, value);
                };
        if (!ofItsType) {
            throw invalid(name, "is not of the type that its definition gives it, or holds an invisible character");
        }
        return value;
    }

    private long expiry(MintRequest request, @Nullable Object exp, MintingCaller minter) {
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
            throw violation("audience", "must be a name or a list of names, of visible characters");
        }
        return parameter != null ? parameter : claim != null ? claim : audience;
    }

    private static void checkRoles(@Nullable Object groups, MintingCaller minter) {
        if (groups != null && !Role.include(minter.roles(), names(groups))) {
            throw ProblemType.BEYOND_OWN_ROLES.refusal("groups can only name roles of your own.");
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
            return !several.isEmpty() && several.stream().allMatch(MintPolicy::isName);
        }
        return isName(value);
    }

    /** Other services show it in lists and logs, and Signet in the audit trail. */
    private static boolean isName(Object value) {
        return value instanceof String text
                && !text.isBlank()
                && text.codePoints().allMatch(Visible::is);
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
