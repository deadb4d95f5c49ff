package dev.signet.key;

import dev.signet.jwt.JwsAlgorithm;
import dev.signet.jwt.JwtKey;
import dev.signet.jwt.UnsafeKeyException;
import java.security.PrivateKey;
import java.util.Optional;
import org.jose4j.jwk.PublicJsonWebKey;

/**
 * A key of the ring, ready for use.
 *
 * @param jwk the public half, with {@code kid}, {@code alg} and {@code use}
 * @param privateKey absent where the key only verifies, or where its private half cannot be read
 */
public record SigningKey(KeyFacts facts, PublicJsonWebKey jwk, Optional<PrivateKey> privateKey) {

    /** Its RFC 7638 thumbprint. */
    public String kid() {
        return facts.kid();
    }

    public JwsAlgorithm algorithm() {
        return facts.algorithm();
    }

    KeyState state() {
        return facts.state();
    }

    /** Whether it should be able to sign, now or next, but its private half cannot be had. */
    boolean damaged() {
        return (state() == KeyState.ACTIVE || state() == KeyState.PENDING) && privateKey.isEmpty();
    }

    /** @throws UnusableKeyException where it was safe enough when it was imported, and is known not to be since */
    JwtKey verificationKey() {
        try {
            return JwtKey.of(jwk.getPublicKey(), algorithm());
        } catch (UnsafeKeyException e) {
            throw new UnusableKeyException("Signing key " + kid() + " cannot be used any more: " + e.getMessage(), e);
        }
    }

    /** Names the key without showing any of it. */
    @Override
    public String toString() {
        return "SigningKey[" + kid() + ", " + algorithm() + ", " + state() + "]";
    }
}
