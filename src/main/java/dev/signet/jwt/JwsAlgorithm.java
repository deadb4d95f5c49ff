package dev.signet.jwt;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;

/** The signature algorithms Signet works with (RFC 7518 section 3.1): one entry is all that a further one needs. */
public enum JwsAlgorithm {
    /** ECDSA with P-256 and SHA-256 (RFC 7518 section 3.4). */
    ES256("ES256", "EC", "secp256r1");

    private final String alg;
    private final String keyType;
    private final String curve;

    JwsAlgorithm(String alg, String keyType, String curve) {
        this.alg = alg;
        this.keyType = keyType;
        this.curve = curve;
    }

    /** The value of the {@code alg} header. */
    public String alg() {
        return alg;
    }

    /** A fresh key pair of the strength Signet uses for this algorithm. */
    public KeyPair generateKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot make a key for " + alg, e);
        }
    }

    /** The algorithm of that exact name, if it is one of ours. */
    public static Optional<JwsAlgorithm> named(String alg) {
        for (JwsAlgorithm algorithm : values()) {
            if (algorithm.alg.equals(alg)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
