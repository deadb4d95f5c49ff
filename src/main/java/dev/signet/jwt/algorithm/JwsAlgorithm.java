package dev.signet.jwt.algorithm;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;

/**
 * The signature algorithms Signet works with (RFC 7518 section 3.1, RFC 8037): one entry is all that a further one needs.
 * Where several fit a key, the first here is the usual one.
 */
public enum JwsAlgorithm {
    /** ECDSA with P-256 and SHA-256 (RFC 7518 section 3.4). */
    ES256("ES256", "EC", "secp256r1"),
    /** ECDSA with P-384 and SHA-384 (RFC 7518 section 3.4). */
    ES384("ES384", "EC", "secp384r1"),
    /** ECDSA with P-521 and SHA-512 (RFC 7518 section 3.4). */
    ES512("ES512", "EC", "secp521r1"),
    /** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 section 3.3). */
    RS256("RS256", "RSA", ""),
    /** RSASSA-PKCS1-v1_5 with SHA-384 (RFC 7518 section 3.3). */
    RS384("RS384", "RSA", ""),
    /** RSASSA-PKCS1-v1_5 with SHA-512 (RFC 7518 section 3.3). */
    RS512("RS512", "RSA", ""),
    /** RSASSA-PSS with SHA-256 and MGF1 with SHA-256 (RFC 7518 section 3.5). */
    PS256("PS256", "RSA", ""),
    /** RSASSA-PSS with SHA-384 and MGF1 with SHA-384 (RFC 7518 section 3.5). */
    PS384("PS384", "RSA", ""),
    /** RSASSA-PSS with SHA-512 and MGF1 with SHA-512 (RFC 7518 section 3.5). */
    PS512("PS512", "RSA", ""),
    /** Ed25519 (RFC 8037 section 3.1); the name would allow Ed448, Signet does not. */
    EDDSA("EdDSA", "Ed25519", ""),
    /** HMAC with SHA-256 (RFC 7518 section 3.2). */
    HS256("HS256", "HMAC", ""),
    /** HMAC with SHA-384 (RFC 7518 section 3.2). */
    HS384("HS384", "HMAC", ""),
    /** HMAC with SHA-512 (RFC 7518 section 3.2). */
    HS512("HS512", "HMAC", "");

    /**
     * Those that the server itself signs with and takes: of each kind of key one is enough, and a shared secret is never
     * the key of somebody who publishes keys.
     */
    public static final Set<JwsAlgorithm> RING =
            Collections.unmodifiableSet(EnumSet.of(ES256, ES384, ES512, RS256, PS256, EDDSA));

    /** Those whose keys can be shown to everybody: what clients may sign with to prove to be themselves. */
    public static final Set<JwsAlgorithm> ASYMMETRIC =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(HS256, HS384, HS512)));

    /** The least we take of RSA keys we are given, in bits (RFC 7518 section 3.3). */
    public static final int LEAST_RSA_SIZE = 2048;

    /** The most of RSA keys, in bits: beyond this a signature costs more than it protects. */
    public static final int GREATEST_RSA_SIZE = 8192;

    /** Of the RSA keys we make, in bits. */
    private static final int RSA_SIZE = 3072;

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

    /** A fresh key pair of the strength Signet uses for this algorithm; there is none where the key is a secret. */
    public KeyPair generateKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
            switch (keyType) {
                case "EC" -> generator.initialize(new ECGenParameterSpec(curve));
                case "RSA" -> generator.initialize(RSA_SIZE);
                default -> {
                    // such a key type has one size
                }
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot make a key for " + alg, e);
        }
    }

    /**
     * Whether a key is one for this algorithm: on exactly its curve, RSA of 2048 bits or more, Ed25519, or a secret as long
     * as the hash (RFC 7518 section 3.2). Whether it is a good one {@link dev.signet.jwt.strength.KeyStrength} says.
     */
    public boolean fits(Key key) {
        if (key instanceof ECKey ec) {
            return keyType.equals("EC") && isOurCurve(ec.getParams());
        }
        if (key instanceof RSAKey rsa) {
            // with parameters (RFC 4055 section 3.1) it is for one form of PSS only, which is not for us to find out
            return keyType.equals("RSA")
                    && rsa.getParams() == null
                    && (alg.startsWith("PS") || key.getAlgorithm().equals("RSA"))
                    && rsa.getModulus().bitLength() >= LEAST_RSA_SIZE;
        }
        if (key instanceof SecretKey secret) {
            byte[] bytes = secret.getEncoded();
            return keyType.equals("HMAC") && bytes != null && bytes.length * Byte.SIZE >= hashSize();
        }
        return key instanceof EdECKey edwards && edwards.getParams().getName().equals(keyType);
    }

    private int hashSize() {
        return Integer.parseInt(alg.substring(alg.length() - 3));
    }

    /** By its numbers: providers disagree about the names of curves. */
    private boolean isOurCurve(ECParameterSpec given) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(curve));
            ECParameterSpec ours = parameters.getParameterSpec(ECParameterSpec.class);
            return ours.getCurve().equals(given.getCurve())
                    && ours.getGenerator().equals(given.getGenerator())
                    && ours.getOrder().equals(given.getOrder())
                    && ours.getCofactor() == given.getCofactor();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime does not know the curve of " + alg, e);
        }
    }

    /** The algorithm of that exact name. */
    public static Optional<JwsAlgorithm> named(String alg) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.alg.equals(alg))
                .findFirst();
    }

    /** The algorithm of that exact name, if it is one of {@link #RING}. */
    public static Optional<JwsAlgorithm> ofRing(String alg) {
        return named(alg).filter(RING::contains);
    }

    /** What such a key usually signs with: ESxxx by its curve, RS256, EdDSA, HS256; empty when none of ours fits it. */
    public static Optional<JwsAlgorithm> usual(Key key) {
        return fitting(key).stream().findFirst();
    }

    /** All that such a key may be used with, the usual one first. */
    public static Set<JwsAlgorithm> fitting(Key key) {
        Set<JwsAlgorithm> algorithms = EnumSet.allOf(JwsAlgorithm.class);
        algorithms.removeIf(algorithm -> !algorithm.fits(key));
        return algorithms;
    }
}
