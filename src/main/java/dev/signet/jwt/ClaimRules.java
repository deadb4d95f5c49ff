package dev.signet.jwt;

import static dev.signet.jwt.Rule.failed;
import static dev.signet.jwt.Rule.require;

import dev.signet.jose.StrictJson;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules of the claims: is the token for this door, and whole? */
final class ClaimRules {
    private static final int PAYLOAD = 1;

    /** What a claim must be where it is present. */
    private record ClaimType(String name, boolean required, Predicate<@Nullable Object> type) {
        boolean isWrongIn(Map<String, Object> claims) {
            return claims.containsKey(name) ? !type.test(claims.get(name)) : required;
        }
    }

    /** RFC 7519 section 4.1; the dates that bound its life have rules of their own. */
    private static final List<ClaimType> REGISTERED = List.of(
            new ClaimType("iss", false, String.class::isInstance),
            new ClaimType("sub", false, String.class::isInstance),
            new ClaimType("aud", false, value -> value instanceof String || isStrings(value)),
            new ClaimType("jti", false, String.class::isInstance),
            new ClaimType("iat", false, value -> DateRules.numericDate(value) != null));

    /** RFC 9068 section 2.2; roles and scopes of any other form than their own are never guessed at. */
    private static final List<ClaimType> ACCESS_TOKEN = List.of(
            new ClaimType("iss", true, ClaimRules::isText),
            new ClaimType("sub", true, Identifier::is),
            new ClaimType("aud", true, ClaimRules::isSomebody),
            new ClaimType("client_id", true, Identifier::is),
            new ClaimType("jti", true, Identifier::is),
            new ClaimType("iat", true, value -> DateRules.numericDate(value) != null),
            new ClaimType("scope", false, String.class::isInstance),
            new ClaimType("sid", false, Identifier::is),
            new ClaimType("upn", false, String.class::isInstance),
            new ClaimType("act", false, Map.class::isInstance),
            new ClaimType("groups", false, ClaimRules::isStrings));

    private ClaimRules() {}

    /** The payload is a JSON object in UTF-8 without duplicate members (RFC 7519 section 7.2). */
    static Rule payload() {
        return new Rule(
                Check.PAYLOAD,
                token -> token.claims(token.object(PAYLOAD).orElseThrow(() -> failed(Check.PAYLOAD, "invalid token"))),
                () -> "a JSON object",
                token -> token.object(PAYLOAD).isPresent() ? "a JSON object" : "no JSON object");
    }

    /** Compared exactly with each (RFC 7519 section 4.1.1, RFC 8725 section 3.8). */
    static Rule issuer(List<String> issuers, Wording wording) {
        return new Rule(
                Check.ISSUER,
                token -> require(
                        token.claim("iss") instanceof String issuer && issuers.contains(issuer),
                        Check.ISSUER,
                        wording.of("jwt issuer invalid", String.join(",", issuers))),
                () -> String.join(" or ", issuers),
                token -> token.claim("iss"));
    }

    /** One of those of the token is one of ours; a string or an array of strings (RFC 7519 section 4.1.3). */
    static Rule audience(List<Audience> audiences, Wording wording) {
        String expected = audiences.stream().map(Audience::toString).collect(Collectors.joining(" or "));
        return new Rule(
                Check.AUDIENCE,
                token -> {
                    Object audience = token.claim("aud");
                    Collection<?> theirs = audience instanceof Collection<?> several ? several : singleton(audience);
                    boolean ours = isStrings(theirs)
                            && theirs.stream().anyMatch(one -> audiences.stream()
                                    .anyMatch(wanted -> wanted.includes((String) one)));
                    require(ours, Check.AUDIENCE, wording.of("jwt audience invalid", expected));
                },
                () -> expected,
                token -> token.claim("aud"));
    }

    /** Whoever is no audience takes no token that is meant for one (RFC 7519 section 4.1.3). */
    static Rule noAudience(Wording wording) {
        String expected = "none";
        return new Rule(
                Check.AUDIENCE,
                token -> require(
                        !token.claims().containsKey("aud"),
                        Check.AUDIENCE,
                        wording.of("jwt audience invalid", expected)),
                () -> expected,
                token -> token.claim("aud"));
    }

    private static Collection<?> singleton(@Nullable Object value) {
        return value == null ? List.of() : List.of(value);
    }

    /** A claim is exactly this string ({@code sub}, {@code jti}: RFC 7519 sections 4.1.2, 4.1.7; {@code nonce}). */
    static Rule exactly(Check check, String claim, String message, String expected, Wording wording) {
        return new Rule(
                check,
                token -> require(expected.equals(token.claim(claim)), check, wording.of(message, expected)),
                () -> expected,
                token -> token.claim(claim));
    }

    /** The types of the registered claims (RFC 7519 section 4.1). */
    static Rule registeredClaims() {
        return claimTypes(REGISTERED);
    }

    /** The first registered claim of another type than its own. */
    static Optional<String> wrongRegistered(Map<String, Object> claims) {
        return REGISTERED.stream()
                .filter(claim -> claim.isWrongIn(claims))
                .map(ClaimType::name)
                .findFirst();
    }

    /** What an access token must have, and of which type (RFC 9068 section 2.2). */
    static Rule accessTokenClaims() {
        return claimTypes(ACCESS_TOKEN);
    }

    private static Rule claimTypes(List<ClaimType> types) {
        return new Rule(
                Check.CLAIMS,
                token -> {
                    for (ClaimType claim : types) {
                        require(!claim.isWrongIn(token.claims()), Check.CLAIMS, "invalid " + claim.name() + " value");
                    }
                    // a number beyond all numbers would fail whoever reads it later
                    require(StrictJson.isJson(token.claims()), Check.CLAIMS, "invalid token");
                },
                () -> types.stream().map(ClaimType::name).collect(Collectors.joining(", ")) + " as they are defined",
                token -> wrong(types, token.claims()));
    }

    private static String wrong(List<ClaimType> types, Map<String, Object> claims) {
        String names = types.stream()
                .filter(claim -> claim.isWrongIn(claims))
                .map(ClaimType::name)
                .collect(Collectors.joining(", "));
        return !names.isEmpty()
                ? "not so: " + names
                : StrictJson.isJson(claims) ? "all as defined" : "a number beyond all that programs can read";
    }

    private static boolean isText(@Nullable Object value) {
        return value instanceof String text && !text.isEmpty();
    }

    private static boolean isSomebody(@Nullable Object value) {
        return value instanceof Collection<?> several
                ? !several.isEmpty() && several.stream().allMatch(ClaimRules::isText)
                : isText(value);
    }

    private static boolean isStrings(@Nullable Object value) {
        return value instanceof Collection<?> values && values.stream().allMatch(String.class::isInstance);
    }
}
