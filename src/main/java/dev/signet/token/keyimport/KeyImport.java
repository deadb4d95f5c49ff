package dev.signet.token.keyimport;

import dev.signet.base.problem.UnavailableException;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.jwt.algorithm.KeyHalves;
import dev.signet.jwt.encoding.UnreadableKeyException;
import dev.signet.jwt.strength.KeyStrength;
import dev.signet.jwt.strength.PrivateNumbers;
import dev.signet.jwt.strength.UnsafeKeyException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Takes keys from elsewhere: reads the format, has the key judged by {@link KeyStrength}, and tries it. Whatever is sent,
 * the outcome is a sound key or a {@link KeyRefusedException}.
 */
public final class KeyImport {
    static final String MISSING_PASSPHRASE = "The key is encrypted: its passphrase is missing.";
    static final String WRONG_PASSPHRASE = "The passphrase is wrong, or the file is damaged.";

    /** For all that is sent together, in characters; an RSA key of 8192 bits in PKCS#12 takes a third of it. */
    private static final int GREATEST_LENGTH = 32 * 1024;

    private static final int GREATEST_PASSPHRASE = 1024;

    static final ImportPermits PLACES = new ImportPermits(2);

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

    /** What a format says of a key, before it is judged. */
    private record Found(
            PrivateNumbers numbers,
            @Nullable PublicKey publicHalf,
            @Nullable String algorithm) {}

    /**
     * Reads a key.
     *
     * @throws KeyRefusedException with the first reason not to take it
     * @throws UnavailableException when too many others are being read
     */
    public static NewKey read(Material material) {
        requireOneOfReasonableSize(material);
        return PLACES.run(() -> judged(material));
    }

    private static NewKey judged(Material material) {
        Found found = parse(material);
        PublicJsonWebKey jwk = sound(found.numbers());
        if (found.publicHalf() != null && !isSame(jwk.getPublicKey(), found.publicHalf())) {
            throw KeyRefusedException.mismatch();
        }
        NewKey key = NewKey.of(algorithm(jwk.getPublicKey(), found.algorithm(), material.algorithm()), jwk);
        tryOut(key);
        return key;
    }

    private static PublicJsonWebKey sound(PrivateNumbers numbers) {
        try {
            return KeyStrength.judge(numbers);
        } catch (UnsafeKeyException e) {
            throw KeyRefusedException.of(e);
        }
    }

    private static void requireOneOfReasonableSize(Material material) {
        long members = Stream.of(
                        Optional.ofNullable(material.pem()),
                        Optional.ofNullable(material.jwk()),
                        Optional.ofNullable(material.pkcs12()))
                .filter(Optional::isPresent)
                .count();
        if (members != 1) {
            throw new KeyRefusedException("Exactly one of pem, jwk and pkcs12 is required.");
        }
        if (length(material.pem()) + length(material.jwk()) + length(material.pkcs12()) > GREATEST_LENGTH
                || length(material.passphrase()) > GREATEST_PASSPHRASE) {
            throw new KeyRefusedException("The key is too long: " + GREATEST_LENGTH + " characters are the most, "
                    + "and " + GREATEST_PASSPHRASE + " for the passphrase.");
        }
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /**
     * Parsers meet hostile bytes here, and answer them with many kinds of runtime exceptions, or by nesting until the stack
     * is used up: whatever they say means that this is no key. Their messages may quote what they read, so none is kept.
     */
    private static Found parse(Material material) {
        try {
            if (material.pem() != null) {
                PemKey key = PemKey.read(material.pem(), material.passphrase());
                return new Found(key.numbers(), key.publicHalf(), null);
            }
            if (material.jwk() != null) {
                JwkKey key = JwkKey.read(material.jwk());
                return new Found(key.numbers(), null, key.algorithm());
            }
            Pkcs12Key key = Pkcs12Key.read(Objects.requireNonNull(material.pkcs12()), material.passphrase());
            return new Found(key.numbers(), key.publicHalf(), null);
        } catch (KeyRefusedException e) {
            throw e;
        } catch (UnreadableKeyException e) {
            throw KeyRefusedException.of(e);
        } catch (RuntimeException | IOException | GeneralSecurityException | JoseException | StackOverflowError e) {
            throw new KeyRefusedException("The key cannot be read in this format"
                    + (material.passphrase() == null ? "." : ", or the passphrase is wrong."));
        }
    }

    /** By the numbers: each provider has classes of its own. */
    private static boolean isSame(PublicKey ours, PublicKey given) {
        if (ours instanceof RSAPublicKey a && given instanceof RSAPublicKey b) {
            return a.getModulus().equals(b.getModulus())
                    && a.getPublicExponent().equals(b.getPublicExponent());
        }
        if (ours instanceof ECPublicKey a && given instanceof ECPublicKey b) {
            return a.getW().equals(b.getW());
        }
        return ours instanceof EdECPublicKey && Arrays.equals(ours.getEncoded(), given.getEncoded());
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

    /** The proof of the arithmetic: the key signs, and its public half agrees. */
    private static void tryOut(NewKey key) {
        if (!KeyHalves.match(key.jwk().getPrivateKey(), key.jwk().getPublicKey(), key.algorithm())) {
            throw new KeyRefusedException("A signature made with the key could not be verified.");
        }
    }
}
