package dev.signet.token.keyimport;

import dev.signet.base.problem.UnavailableException;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.jwt.algorithm.KeyHalves;
import dev.signet.jwt.encoding.UnreadableKeyException;
import dev.signet.jwt.strength.KeyStrength;
import dev.signet.jwt.strength.UnsafeKeyException;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.bouncycastle.pkcs.PKCSException;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jspecify.annotations.Nullable;

/**
 * Takes keys from elsewhere: reads the format, has the key judged by {@link KeyStrength}, and tries it. Whatever is sent,
 * the outcome is a sound key or a {@link KeyRefusedException}.
 */
public final class KeyImport {
    /** In characters; an RSA key of 8192 bits in PKCS#12 takes a third of it. */
    private static final int GREATEST_LENGTH = 32 * 1024;

    private static final int GREATEST_PASSPHRASE = 1024;

    /** How many keys are read at once: each may cost a processor seconds. */
    static final Semaphore PLACES = new Semaphore(2);

    private KeyImport() {}

    /**
     * A key as it is sent; exactly one of the first three is there.
     *
     * @param pem PKCS#8, plain or encrypted, PKCS#1 or SEC 1; a certificate or public key beside it must be of the same key
     * @param jwk a private JWK (RFC 7517)
     * @param pkcs12 a PKCS#12 file in base64
     * @param passphrase of what is encrypted; for PKCS#12 absent is the same as empty
     * @param algorithm what the key shall sign with; its usual algorithm when absent
     */
    public record Material(
            @Nullable String pem,
            @Nullable String jwk,
            @Nullable String pkcs12,
            @Nullable String passphrase,
            @Nullable String algorithm) {

        /** Shows nothing of it. */
        @Override
        public String toString() {
            return "Material";
        }
    }

    /**
     * Reads a key.
     *
     * @throws KeyRefusedException with the first reason not to take it
     * @throws UnavailableException when too many others are being read
     */
    public static NewKey read(Material material) {
        requireOneOfReasonableSize(material);
        if (!PLACES.tryAcquire()) {
            throw new UnavailableException("Other keys are being imported.", Duration.ofSeconds(5));
        }
        try {
            return read(material, new Decryption(material.passphrase()));
        } finally {
            PLACES.release();
        }
    }

    /**
     * Parsers meet hostile bytes here, and answer them with many kinds of runtime exceptions, or by nesting until the stack
     * is used up: whatever they say means that this is no key. Their messages may quote what they read, so none is kept.
     */
    private static NewKey read(Material material, Decryption decryption) {
        try {
            if (material.pem() != null) {
                return judged(ReadKey.pem(material.pem(), decryption), material.algorithm());
            }
            return judged(
                    material.jwk() != null
                            ? ReadKey.jwk(material.jwk())
                            : ReadKey.pkcs12(Objects.requireNonNull(material.pkcs12()), decryption),
                    material.algorithm());
        } catch (KeyRefusedException e) {
            throw e;
        } catch (UnreadableKeyException | UnsafeKeyException e) {
            throw KeyRefusedException.of(e);
        } catch (RuntimeException | IOException | PKCSException | StackOverflowError e) {
            throw new KeyRefusedException("The key cannot be read in this format"
                    + (material.passphrase() == null ? "." : ", or the passphrase is wrong."));
        }
    }

    private static NewKey judged(ReadKey read, @Nullable String wished) {
        PublicJsonWebKey jwk = KeyStrength.judge(read.key())
                .orElseThrow(
                        () -> new KeyRefusedException(
                                "Unsupported kind of key: RSA with its primes, the curves P-256, P-384 and P-521, and Ed25519 are accepted."));
        NewKey key = NewKey.of(algorithm(jwk.getPublicKey(), read.algorithm(), wished), jwk);
        List<PublicKey> halves = read.publicHalves().isEmpty() ? List.of(jwk.getPublicKey()) : read.publicHalves();
        if (halves.stream().noneMatch(half -> KeyHalves.match(jwk.getPrivateKey(), half, key.algorithm()))) {
            throw KeyRefusedException.of(KeyStrength.mismatch());
        }
        return key;
    }

    private static void requireOneOfReasonableSize(Material material) {
        List<String> texts = Stream.of(material.pem(), material.jwk(), material.pkcs12())
                .filter(Objects::nonNull)
                .toList();
        if (texts.size() != 1) {
            throw new KeyRefusedException("Exactly one of pem, jwk and pkcs12 is required.");
        }
        String passphrase = Objects.requireNonNullElse(material.passphrase(), "");
        if (texts.get(0).length() > GREATEST_LENGTH || passphrase.length() > GREATEST_PASSPHRASE) {
            throw new KeyRefusedException("The key is too long: " + GREATEST_LENGTH + " characters are the most, "
                    + "and " + GREATEST_PASSPHRASE + " for the passphrase.");
        }
    }

    private static JwsAlgorithm algorithm(PublicKey key, @Nullable String stated, @Nullable String wished) {
        if (stated != null && wished != null && !stated.equals(wished)) {
            throw new KeyRefusedException("The algorithm is not the alg of the JWK.");
        }
        String name = wished != null ? wished : stated;
        Optional<JwsAlgorithm> algorithm = name != null ? JwsAlgorithm.ofRing(name) : JwsAlgorithm.usual(key);
        return algorithm
                .filter(candidate -> candidate.fits(key))
                .orElseThrow(() ->
                        new KeyRefusedException("The algorithm is none Signet signs with, or does not fit the key."));
    }
}
