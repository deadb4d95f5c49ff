package dev.signet.token.keystore;

import dev.signet.jwt.JwtKey;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.jwt.strength.UnsafeKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Optional;
import org.jose4j.jwk.PublicJsonWebKey;

/**
 * A key of the ring, ready for use.
 *
 * @param jwk the public half, with {@code kid}, {@code alg} and {@code use}
 * @param verificationKey the public half, found strong enough, as what verifies
 * @param privateKey absent where the key only verifies, or where its private half cannot be read
 */
public record SigningKey(
        KeyFacts facts, PublicJsonWebKey jwk, JwtKey verificationKey, Optional<PrivateKey> privateKey) {
    private static final int ED25519_SIGNATURE = 64;

    /**
     * A key of which nothing was known so far. Judging it takes some time.
     *
     * @throws UnusableKeyException where it was safe enough when it was imported, and is known not to be since
     */
    static SigningKey of(KeyFacts facts, PublicJsonWebKey jwk, Optional<PrivateKey> privateKey) {
        try {
            return new SigningKey(facts, jwk, JwtKey.of(jwk.getPublicKey(), facts.algorithm()), privateKey);
        } catch (UnsafeKeyException e) {
            throw new UnusableKeyException(
                    "Signing key " + facts.kid() + " cannot be used any more: " + e.getMessage(), e);
        }
    }

    /** The same key in another state. */
    SigningKey now(KeyFacts other, Optional<PrivateKey> privateHalf) {
        return new SigningKey(other, jwk, verificationKey, privateHalf);
    }

    /** Its RFC 7638 thumbprint. */
    public String kid() {
        return facts.kid();
    }

    public JwsAlgorithm algorithm() {
        return facts.algorithm();
    }

    /** How many bytes each of its signatures has (RFC 7518 sections 3.3 and 3.4, RFC 8037 section 3.1). */
    public int signatureBytes() {
        Key key = jwk.getPublicKey();
        if (key instanceof RSAKey rsa) {
            return bytes(rsa.getModulus().bitLength());
        }
        return key instanceof ECKey ec ? 2 * bytes(ec.getParams().getOrder().bitLength()) : ED25519_SIGNATURE;
    }

    private static int bytes(int bits) {
        return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    KeyState state() {
        return facts.state();
    }

    /** Whether it should be able to sign, now or next, but its private half cannot be had. */
    public boolean damaged() {
        return (state() == KeyState.ACTIVE || state() == KeyState.PENDING) && privateKey.isEmpty();
    }

    /** Names the key without showing any of it. */
    @Override
    public String toString() {
        return "SigningKey[" + kid() + ", " + algorithm() + ", " + state() + "]";
    }
}
