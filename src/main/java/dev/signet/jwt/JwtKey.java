package dev.signet.jwt;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.jwt.algorithm.KeyHalves;
import dev.signet.jwt.encoding.DerKey;
import dev.signet.jwt.encoding.JwkText;
import dev.signet.jwt.encoding.PemText;
import dev.signet.jwt.encoding.StrictJson;
import dev.signet.jwt.strength.KeyStrength;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A key, and the algorithms it is for, which follow from the key and never from a token (RFC 8725 section 3.1). Weak keys
 * are refused, by {@link KeyStrength}. Immutable; make it once and keep it. None of the messages shows any of the key.
 */
public final class JwtKey implements KeySource {
    private final @Nullable Key signing;
    private final @Nullable Key verifying;
    private final Set<JwsAlgorithm> algorithms;

    private JwtKey(@Nullable Key signing, @Nullable Key verifying, Set<JwsAlgorithm> algorithms) {
        this.signing = signing;
        this.verifying = verifying;
        this.algorithms = Collections.unmodifiableSet(algorithms);
    }

    /** A shared secret for HS256, HS384 and HS512, in UTF-8: at least as long as the hash (RFC 7518 section 3.2). */
    public static JwtKey secret(@Nullable String secret) {
        return secret(there(secret).getBytes(StandardCharsets.UTF_8));
    }

    /** A shared secret for HS256, HS384 and HS512: at least as long as the hash (RFC 7518 section 3.2). */
    public static JwtKey secret(byte @Nullable [] secret) {
        byte[] bytes = there(secret == null || secret.length == 0 ? null : secret);
        requireNoKeyOfAnotherForm(bytes);
        return of(new SecretKeySpec(bytes, "HMAC"));
    }

    /** Whoever has the public key could sign. */
    private static void requireNoKeyOfAnotherForm(byte[] secret) {
        String text = new String(secret, StandardCharsets.ISO_8859_1).stripLeading();
        if (PemText.looksLike(text)) {
            throw new IllegalArgumentException("a key in PEM is not a secret: use JwtKey.pem");
        }
        if (StrictJson.object(secret).isPresent()) {
            throw new IllegalArgumentException("a JSON object is not a secret: use JwtKey.jwk");
        }
        if (text.startsWith("ssh-") || text.startsWith("ecdsa-sha2-")) {
            throw new IllegalArgumentException("a key of OpenSSH is not a secret");
        }
    }

    /**
     * A key in PEM (RFC 7468): a private key that is not encrypted (PKCS#8, PKCS#1, SEC 1) signs; a public key or a certificate
     * verifies, of a chain the first; both together do both. Other blocks and the text around them are passed over. Of a
     * certificate nothing but its key is looked at.
     *
     * @throws IllegalArgumentException naming the blocks, if there is no key, or more than one
     */
    public static JwtKey pem(@Nullable String pem) {
        PemText text = PemText.of(text(pem));
        @Nullable Key signing = text.privateHalf() == null ? null : DerKey.privateKey(text.privateHalf());
        @Nullable Key verifying = text.publicHalf() == null ? null : DerKey.publicKey(text.publicHalf());
        if (signing != null && verifying != null) {
            KeyStrength.check(signing);
            KeyStrength.check(verifying);
            return pair(signing, verifying, JwsAlgorithm.fitting(verifying));
        }
        return of(there(signing == null ? verifying : signing));
    }

    /** A key as a JWK (RFC 7517), which may say what it is for: {@code alg}, {@code use}, {@code key_ops}. */
    public static JwtKey jwk(@Nullable String json) {
        JwkText jwk = JwkText.read(text(json));
        Key signing = jwk.signs() ? jwk.signing() : null;
        if (signing == null && !jwk.verifies()) {
            throw new IllegalArgumentException("the JWK is neither for signing nor for verifying");
        }
        KeyStrength.check(jwk.verifying());
        if (jwk.signing() != null) {
            KeyStrength.check(jwk.signing());
        }
        Set<JwsAlgorithm> algorithms = JwsAlgorithm.fitting(jwk.verifying());
        if (jwk.algorithm() != null) {
            algorithms.removeIf(algorithm -> !algorithm.alg().equals(jwk.algorithm()));
        }
        if (jwk.signing() != null) {
            JwtKey unused = pair(jwk.signing(), jwk.verifying(), algorithms);
        }
        return new JwtKey(signing, jwk.verifies() ? jwk.verifying() : null, some(algorithms));
    }

    private static JwtKey pair(Key signing, Key verifying, Set<JwsAlgorithm> algorithms) {
        JwtKey key = new JwtKey(signing, verifying, some(algorithms));
        if (!KeyHalves.match(signing, verifying, key.usual())) {
            throw KeyStrength.mismatch();
        }
        return key;
    }

    /** A public key verifies, a private key signs, a secret key does both; with every algorithm that the key fits. */
    public static JwtKey of(Key key) {
        KeyStrength.check(there(key));
        return of(key, some(JwsAlgorithm.fitting(key)));
    }

    /** As {@link #of(Key)}, for one algorithm only. */
    public static JwtKey of(Key key, JwsAlgorithm algorithm) {
        KeyStrength.check(there(key));
        if (!algorithm.fits(key)) {
            throw new IllegalArgumentException("the key is not one for " + algorithm.alg());
        }
        return of(key, EnumSet.of(algorithm));
    }

    /** Whether the key is to sign or to verify is not known yet, so the message names both. */
    private static <T> T there(@Nullable T key) {
        if (key == null) {
            throw new IllegalArgumentException(SignatureRules.NO_KEY + " (secretOrPrivateKey must have a value)");
        }
        return key;
    }

    private static String text(@Nullable String key) {
        return there(key == null || key.isBlank() ? null : key);
    }

    private static JwtKey of(Key key, Set<JwsAlgorithm> algorithms) {
        return new JwtKey(key instanceof PublicKey ? null : key, key instanceof PrivateKey ? null : key, algorithms);
    }

    private static Set<JwsAlgorithm> some(Set<JwsAlgorithm> algorithms) {
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException("the key is for no algorithm known here: RSA, P-256, P-384, P-521, "
                    + "Ed25519 and secrets are accepted");
        }
        return algorithms;
    }

    /** What it is used with unless something else is said. */
    JwsAlgorithm usual() {
        return algorithms.iterator().next();
    }

    /** What it may be used with, the usual one first; never empty. */
    Set<JwsAlgorithm> algorithms() {
        return algorithms;
    }

    /** What verifies; empty for the private half of a pair. */
    Optional<Key> verifying() {
        return Optional.ofNullable(verifying);
    }

    /** What signs; empty for the public half of a pair. */
    Optional<Key> signing() {
        return Optional.ofNullable(signing);
    }

    /** Itself, whatever the header says. */
    @Override
    public Optional<JwtKey> find(Map<String, Object> header) {
        return Optional.of(this);
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "JwtKey" + algorithms;
    }
}
