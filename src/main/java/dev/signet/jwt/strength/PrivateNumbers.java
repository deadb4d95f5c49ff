package dev.signet.jwt.strength;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A private key as bare numbers, the way a file states them: nothing is believed yet. No {@code toString()} shows them.
 */
public sealed interface PrivateNumbers {

    /** The eight numbers of RFC 8017 section 3.2, with the public ones among them. */
    record Rsa(
            BigInteger n,
            BigInteger e,
            BigInteger d,
            BigInteger p,
            BigInteger q,
            BigInteger dp,
            BigInteger dq,
            BigInteger qi)
            implements PrivateNumbers {
        @Override
        public String toString() {
            return "Rsa";
        }
    }

    /**
     * An elliptic curve key.
     *
     * @param curve its name in a JWK, e.g. {@code P-256}
     * @param d the private scalar
     * @param point the public half (SEC 1 section 2.3.3) where the file has it
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared or kept
    record Elliptic(String curve, BigInteger d, byte @Nullable [] point) implements PrivateNumbers {
        @Override
        public String toString() {
            return "Elliptic";
        }
    }

    /**
     * An Ed25519 key (RFC 8032 section 5.1.5).
     *
     * @param seed the private half
     * @param point the public half where the file has it
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared or kept
    record Edwards(byte[] seed, byte @Nullable [] point) implements PrivateNumbers {
        @Override
        public String toString() {
            return "Edwards";
        }
    }
}
