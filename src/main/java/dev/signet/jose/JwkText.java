package dev.signet.jose;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A key as a JWK (RFC 7517).
 *
 * @param signing what it signs with, if it may
 * @param verifying what it verifies with, if it may
 * @param algorithm its {@code alg}, if it names one
 */
public record JwkText(
        @Nullable Key signing,
        @Nullable Key verifying,
        @Nullable String algorithm) {

    /**
     * Reads one key.
     *
     * @throws IllegalArgumentException with the reason, and nothing of the key
     */
    public static JwkText read(String text) {
        JsonWebKey jwk = parsed(text);
        if (jwk.getUse() != null && !jwk.getUse().equals("sig")) {
            throw new IllegalArgumentException("the use of the JWK is not sig (RFC 7517 section 4.2)");
        }
        Key signing = jwk instanceof PublicJsonWebKey pair ? pair.getPrivateKey() : jwk.getKey();
        return new JwkText(
                may(jwk, "sign") ? signing : null, may(jwk, "verify") ? jwk.getKey() : null, jwk.getAlgorithm());
    }

    /** jose4j takes members as they come: of another type or size than they should have, each fails in its own way. */
    private static JsonWebKey parsed(String text) {
        try {
            return JsonWebKey.Factory.newJwk(StrictJson.object(text.getBytes(StandardCharsets.UTF_8))
                    .orElseThrow(() -> new JoseException("no JSON object")));
        } catch (JoseException | RuntimeException e) {
            // a message might quote the key
            throw new IllegalArgumentException("the text is not one JWK of a known kind");
        }
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
