package dev.signet.jwt.claim;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which type each claim of an access token has, by the definition of the claim. Of another type it is never guessed at. */
public final class ClaimTypes {
    /** 9999-12-31T23:59:59Z: a later date is a mistake or an attack. */
    public static final long LAST_SECOND = 253_402_300_799L;

    /** The standard claims about a person (OpenID Connect Core section 5.1), without {@code sub}. */
    public static final List<String> OF_PEOPLE = List.of(
            "name",
            "given_name",
            "family_name",
            "middle_name",
            "nickname",
            "preferred_username",
            "profile",
            "picture",
            "website",
            "email",
            "email_verified",
            "gender",
            "birthdate",
            "zoneinfo",
            "locale",
            "phone_number",
            "phone_number_verified",
            "address",
            "updated_at");

    /** In the order in which they are checked. */
    private static final Map<String, Predicate<@Nullable Object>> TYPES = new LinkedHashMap<>();

    static {
        // RFC 9068 section 2.2
        are(ClaimTypes::isText, "iss");
        are(Identifier::is, "sub");
        are(ClaimTypes::isSomebody, "aud");
        are(Identifier::is, "client_id", "jti");
        are(ClaimTypes::isDate, "iat");
        are(String.class::isInstance, "scope");
        // OpenID Connect, MicroProfile JWT, RFC 8693 section 4.1, RFC 9068 section 2.2.3.1
        are(Identifier::is, "sid");
        are(String.class::isInstance, "upn");
        are(ClaimTypes::isActor, "act");
        are(ClaimTypes::isStrings, "groups");
        // RFC 9068 section 2.2.1, OpenID Connect Core section 2
        are(ClaimTypes::isDate, "auth_time");
        are(String.class::isInstance, "acr");
        are(ClaimTypes::isStrings, "amr");
        are(String.class::isInstance, "azp", "nonce", "at_hash", "c_hash");
        // RFC 7800 section 3.1, RFC 8693 section 4.4, OpenID Connect Core section 7.4
        are(Map.class::isInstance, "cnf", "may_act", "sub_jwk");
        // RFC 9068 section 2.2.3.1, as RFC 7643 section 4.1.2 has them
        are(Collection.class::isInstance, "roles", "entitlements");
        are(String.class::isInstance, OF_PEOPLE.toArray(String[]::new));
        are(Boolean.class::isInstance, "email_verified", "phone_number_verified");
        are(Map.class::isInstance, "address");
        are(ClaimTypes::isDate, "updated_at");
    }

    private ClaimTypes() {}

    private static void are(Predicate<@Nullable Object> type, String... names) {
        for (String name : names) {
            TYPES.put(name, type);
        }
    }

    /** Whether a claim of this name may have this value. A claim that nothing here defines may have any. */
    public static boolean fits(String name, @Nullable Object value) {
        Predicate<@Nullable Object> type = TYPES.get(name);
        return type == null || type.test(value);
    }

    /** The names of the claims that have a type, in the order in which they are checked. */
    public static Collection<String> names() {
        return TYPES.keySet();
    }

    public static boolean isStrings(@Nullable Object value) {
        return value instanceof Collection<?> values && values.stream().allMatch(String.class::isInstance);
    }

    private static boolean isDate(@Nullable Object value) {
        return numericDate(value) != null;
    }

    private static boolean isText(@Nullable Object value) {
        return value instanceof String text && !text.isEmpty();
    }

    private static boolean isSomebody(@Nullable Object value) {
        return value instanceof Collection<?> several
                ? !several.isEmpty() && several.stream().allMatch(ClaimTypes::isText)
                : isText(value);
    }

    /** An actor is named by {@code sub}, or it could not be told whether it was revoked; and so are the actors before it. */
    private static boolean isActor(@Nullable Object value) {
        return value instanceof Map<?, ?> actor
                && Identifier.is(actor.get("sub"))
                && (!actor.containsKey("iss") || isText(actor.get("iss")))
                && (!actor.containsKey("act") || isActor(actor.get("act")));
    }

    /** A JSON number of seconds in the years 1970 to 9999 (RFC 7519 section 2), or null for anything else. */
    public static @Nullable Instant numericDate(@Nullable Object value) {
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
