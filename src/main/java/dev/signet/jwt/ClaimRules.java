package dev.signet.jwt;

import static dev.signet.jwt.Rule.failed;
import static dev.signet.jwt.Rule.require;

import dev.signet.jwt.claim.Audience;
import dev.signet.jwt.claim.ClaimTypes;
import dev.signet.jwt.claim.MessageDetail;
import dev.signet.jwt.encoding.StrictJson;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of the claims: is the token for this door, and whole? */
final class ClaimRules {
    private static final int PAYLOAD = 1;

    /** RFC 7519 section 4.1; the dates that bound its life have rules of their own. */
    private static final Map<String, Predicate<@Nullable Object>> REGISTERED = new LinkedHashMap<>();

    static {
        REGISTERED.put("iss", String.class::isInstance);
        REGISTERED.put("sub", String.class::isInstance);
        REGISTERED.put("aud", value -> value instanceof String || ClaimTypes.isStrings(value));
        REGISTERED.put("jti", String.class::isInstance);
        REGISTERED.put("iat", value -> ClaimTypes.numericDate(value) != null);
    }

    /** RFC 9068 section 2.2; {@code exp} has a rule of its own. */
    private static final Set<String> REQUIRED = Set.of("iss", "sub", "aud", "client_id", "jti", "iat");

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
    static Rule issuer(List<String> issuers, MessageDetail wording) {
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
    static Rule audience(List<Audience> audiences, MessageDetail wording) {
        String expected = audiences.stream().map(Audience::toString).collect(Collectors.joining(" or "));
        return new Rule(
                Check.AUDIENCE,
                token -> {
                    Object audience = token.claim("aud");
                    Collection<?> theirs = audience instanceof Collection<?> several ? several : singleton(audience);
                    boolean ours = ClaimTypes.isStrings(theirs)
                            && theirs.stream().anyMatch(one -> audiences.stream()
                                    .anyMatch(wanted -> wanted.includes((String) one)));
                    require(ours, Check.AUDIENCE, wording.of("jwt audience invalid", expected));
                },
                () -> expected,
                token -> token.claim("aud"));
    }

    /** Whoever is no audience takes no token that is meant for one (RFC 7519 section 4.1.3). */
    static Rule noAudience(MessageDetail wording) {
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
    static Rule exactly(Check check, String claim, String message, String expected, MessageDetail wording) {
        return new Rule(
                check,
                token -> require(expected.equals(token.claim(claim)), check, wording.of(message, expected)),
                () -> expected,
                token -> token.claim(claim));
    }

    /** The types of the registered claims (RFC 7519 section 4.1). */
    static Rule registeredClaims() {
        return claimTypes(
                ClaimRules::wronglyRegistered, String.join(", ", REGISTERED.keySet()) + " as they are defined");
    }

    /** The first registered claim of another type than its own. */
    static Optional<String> wrongRegistered(Map<String, Object> claims) {
        return wronglyRegistered(claims).findFirst();
    }

    private static Stream<String> wronglyRegistered(Map<String, Object> claims) {
        return REGISTERED.entrySet().stream()
                .filter(claim ->
                        claims.containsKey(claim.getKey()) && !claim.getValue().test(claims.get(claim.getKey())))
                .map(Map.Entry::getKey);
    }

    /** What an access token must have (RFC 9068 section 2.2), and of which type each of its claims is. */
    static Rule accessTokenClaims() {
        return claimTypes(
                ClaimRules::wrongInAccessToken,
                "sub, client_id, jti, iat not after exp, and each claim of the type that its definition gives it");
    }

    private static Stream<String> wrongInAccessToken(Map<String, Object> claims) {
        Stream<String> wrong = ClaimTypes.names().stream()
                .filter(name ->
                        claims.containsKey(name) ? !ClaimTypes.fits(name, claims.get(name)) : REQUIRED.contains(name));
        return isOverBeforeItBegan(claims)
                ? Stream.concat(wrong, Stream.of("iat")).distinct()
                : wrong;
    }

    /** The token was expired when it was issued (MicroProfile JWT 2.1). */
    private static boolean isOverBeforeItBegan(Map<String, Object> claims) {
        Instant issued = ClaimTypes.numericDate(claims.get("iat"));
        Instant end = ClaimTypes.numericDate(claims.get("exp"));
        return issued != null && end != null && issued.isAfter(end);
    }

    private static Rule claimTypes(Function<Map<String, Object>, Stream<String>> wrong, String expected) {
        return new Rule(
                Check.CLAIMS,
                token -> {
                    Optional<String> first = wrong.apply(token.claims()).findFirst();
                    require(first.isEmpty(), Check.CLAIMS, "invalid " + first.orElse("") + " value");
                    // a number beyond all numbers would fail whoever reads it later
                    require(StrictJson.isJson(token.claims()), Check.CLAIMS, "invalid token");
                },
                () -> expected,
                token -> wrong(wrong.apply(token.claims()).collect(Collectors.joining(", ")), token.claims()));
    }

    private static String wrong(String names, Map<String, Object> claims) {
        return !names.isEmpty()
                ? "not so: " + names
                : StrictJson.isJson(claims) ? "all as defined" : "a number beyond all that programs can read";
    }
}
