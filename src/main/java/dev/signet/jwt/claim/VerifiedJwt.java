package dev.signet.jwt.claim;

import java.util.Map;

/**
 * All of a token that passed every check.
 *
 * @param signature in base64url, as it was in the token
 */
public record VerifiedJwt(Map<String, Object> header, Map<String, Object> payload, String signature) {
    /** Shows no token. */
    @Override
    public String toString() {
        return "VerifiedJwt[" + header.get("alg") + "]";
    }
}
