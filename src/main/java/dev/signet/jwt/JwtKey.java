package dev.signet.jwt;

import static dev.signet.jwt.Given.given;

import dev.signet.jose.JwkText;
import dev.signet.jose.PemText;
import dev.signet.jose.StrictJson;
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
    private static final String KEY = "secretOrPrivateKey";

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
        return secret(given(KEY, secret).getBytes(StandardCharsets.UTF_8));
    }

    /** A shared secret for HS256, HS384 and HS512: at least as long as the hash (RFC 7518 section 3.2). */
    public static JwtKey secret(byte @Nullable [] secret) {
        byte[] bytes = given(KEY, secret == null || secret.length == 0 ? null : secret);
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

    /** A public key, a certificate or a private key (PKCS#8) in PEM. */
    public static JwtKey pem(@Nullable String pem) {
        return of(PemText.read(text(pem)));
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
        JwtKey key = new JwtKey(signing, jwk.verifies() ? jwk.verifying() : null, some(algorithms));
        if (jwk.signing() != null && !KeyHalves.match(jwk.signing(), jwk.verifying(), key.usual())) {
            throw KeyStrength.mismatch();
        }
        return key;
    }

    /** A public key verifies, a private key signs, a secret key does both; with every algorithm that the key fits. */
    public static JwtKey of(Key key) {
        KeyStrength.check(given(KEY, key));
        return of(key, some(JwsAlgorithm.fitting(key)));
    }

    /** As {@link #of(Key)}, for one algorithm only. */
    public static JwtKey of(Key key, JwsAlgorithm algorithm) {
        KeyStrength.check(given(KEY, key));
        if (!algorithm.fits(key)) {
            throw new IllegalArgumentException("the key is not one for " + algorithm.alg());
        }
        return of(key, EnumSet.of(algorithm));
    }

    private static String text(@Nullable String key) {
        return given(KEY, key == null || key.isBlank() ? null : key);
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
