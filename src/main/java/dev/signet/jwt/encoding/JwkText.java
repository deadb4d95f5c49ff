package dev.signet.jwt.encoding;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A key as a JWK (RFC 7517).
 *
 * @param signing its private half, if it has one, or the secret
 * @param verifying its public half, or the secret
 * @param signs whether it may be used for that
 * @param verifies whether it may be used for that
 * @param algorithm its {@code alg}, if it names one
 */
public record JwkText(
        @Nullable Key signing,
        Key verifying,
        boolean signs,
        boolean verifies,
        @Nullable String algorithm) {
    private static final int ED25519_POINT = 32;
    private static final List<String> KINDS = List.of("RSA", "EC", "OKP", "oct");
    /** In base64url (RFC 7518 section 6, RFC 8037 section 2). */
    private static final List<String> NUMBERS = List.of("d", "n", "e", "p", "q", "dp", "dq", "qi", "x", "y");

    private static final String NO_JWK = "the text is not one JWK of a known kind";

    /**
     * Reads one key.
     *
     * @throws UnreadableKeyException with the reason, and nothing of the key
     */
    public static JwkText read(String text) {
        JsonWebKey jwk = parsed(text);
        if (jwk.getUse() != null && !jwk.getUse().equals("sig")) {
            throw new UnreadableKeyException("the use of the JWK is not sig (RFC 7517 section 4.2)");
        }
        Key signing = jwk instanceof PublicJsonWebKey pair ? pair.getPrivateKey() : jwk.getKey();
        return new JwkText(signing, jwk.getKey(), may(jwk, "sign"), may(jwk, "verify"), jwk.getAlgorithm());
    }

    private static JsonWebKey parsed(String text) {
        Map<String, Object> members = StrictJson.object(text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new UnreadableKeyException(NO_JWK));
        if (members.get("kty") instanceof String kind && !KINDS.contains(kind)) {
            throw new UnreadableKeyException("the kty of the JWK is none of " + String.join(", ", KINDS));
        }
        if (members.containsKey("d")) {
            NUMBERS.forEach(number -> requireBase64Url(number, members.get(number)));
        }
        return parsed(members);
    }

    /** Of a private key: jose4j would pass over what is damaged. */
    private static void requireBase64Url(String member, @Nullable Object value) {
        if (value instanceof String text && (text.isEmpty() || StrictBase64Url.decode(text) == null)) {
            throw new UnreadableKeyException("the member " + member + " of the JWK is not base64url");
        }
    }

    /** jose4j takes members as they come: of another type or size than they should have, each fails in its own way. */
    private static JsonWebKey parsed(Map<String, Object> members) {
        try {
            if ("Ed25519".equals(members.get("crv")) && !(members.get("x") instanceof String x && isPoint(x))) {
                throw new JoseException("no point");
            }
            return JsonWebKey.Factory.newJwk(members);
        } catch (JoseException | RuntimeException e) {
            // a message might quote the key
            throw new UnreadableKeyException(NO_JWK);
        }
    }

    /** RFC 8032 section 5.1.2; jose4j would take fewer bytes for another point. */
    private static boolean isPoint(String x) {
        byte[] point = StrictBase64Url.decode(x);
        return point != null && point.length == ED25519_POINT;
    }

    /** RFC 7517 section 4.3. */
    private static boolean may(JsonWebKey jwk, String operation) {
        List<String> operations = jwk.getKeyOps();
        return operations == null || operations.contains(operation);
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "JwkText[" + algorithm + "]";
    }
}
