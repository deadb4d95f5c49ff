package dev.signet.jwt;

import dev.signet.jwt.claim.ClaimTypes;
import dev.signet.jwt.encoding.StrictJson;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The claims of a new token: those that were given, and those that options set; never one over the other. */
final class NewClaims {
    private static final Map<String, String> CLAIM_OF_OPTION =
            Map.of("audience", "aud", "issuer", "iss", "subject", "sub", "jwtid", "jti");

    private NewClaims() {}

    /**
     * Puts them together.
     *
     * @throws IllegalArgumentException when the claims contradict the options or themselves, with the library's words
     */
    static Map<String, Object> of(Map<String, ? extends @Nullable Object> given, SignOptions options, Clock clock) {
        Map<String, Object> claims = new LinkedHashMap<>(given);
        requireJson(claims, "claims");
        for (String date : new String[] {"iat", "exp", "nbf"}) {
            if (claims.containsKey(date)) {
                requireDate(claims.get(date), '"' + date + "\" should be a number of seconds");
            }
        }
        Object issuedAt = claims.getOrDefault("iat", clock.instant().getEpochSecond());
        claims.put("iat", issuedAt);
        if (options.noTimestamp) {
            claims.remove("iat");
        }
        options.notBefore.ifPresent(span -> addDate(claims, "nbf", "notBefore", (Number) issuedAt, span));
        options.expiresIn.ifPresent(span -> addDate(claims, "exp", "expiresIn", (Number) issuedAt, span));
        options.claims.forEach((option, value) -> {
            String claim = CLAIM_OF_OPTION.get(option);
            require(
                    !claims.containsKey(claim),
                    "Bad \"options." + option + "\" option. The payload already has an \"" + claim + "\" property.");
            requireJson(value, '"' + option + '"');
            claims.put(claim, value);
        });
        ClaimRules.wrongRegistered(claims).ifPresent(wrong -> {
            throw new IllegalArgumentException("\"" + wrong + "\" has another type than its definition gives it");
        });
        return claims;
    }

    /** So that whoever reads it later, our own verifier included, reads the same. */
    static void requireJson(@Nullable Object value, String what) {
        require(
                StrictJson.isJson(value),
                what
                        + " must be JSON: text in Unicode, finite numbers, booleans, null, lists and maps, not nested too deep");
    }

    private static void addDate(
            Map<String, Object> claims, String claim, String option, Number issuedAt, Duration span) {
        require(
                !claims.containsKey(claim),
                "Bad \"options." + option + "\" option the payload already has an \"" + claim + "\" property.");
        long date = (long) Math.floor(issuedAt.doubleValue() + span.getSeconds() + span.getNano() / 1e9);
        requireDate(date, '"' + option + "\" leads to a date that is not in the years 1970 to 9999");
        claims.put(claim, date);
    }

    private static void requireDate(@Nullable Object value, String message) {
        require(ClaimTypes.numericDate(value) != null, message);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
