package dev.signet.key;

import dev.signet.jwt.JwsAlgorithm;
import dev.signet.jwt.VerificationKey;
import java.security.PrivateKey;
import java.util.Optional;
import org.jose4j.jwk.PublicJsonWebKey;

/**
 * A key of the ring.
 *
 * @param kid its RFC 7638 thumbprint
 * @param jwk the public half, with {@code kid}, {@code alg} and {@code use}
 * @param privateKey absent where the key only verifies
 */
public record SigningKey(
        String kid, JwsAlgorithm algorithm, KeyState state, PublicJsonWebKey jwk, Optional<PrivateKey> privateKey) {

    VerificationKey verificationKey() {
        return new VerificationKey(kid, algorithm, jwk.getPublicKey());
    }

    /** Names the key without showing any of it. */
    @Override
    public String toString() {
        return "SigningKey[" + kid + ", " + algorithm + ", " + state + "]";
    }
}
