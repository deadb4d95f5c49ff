package dev.signet.base.crypto;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that nobody has to remember. */
public final class RandomSecret {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomSecret() {}

    /** 256 random bits, in letters, digits, hyphens and underscores. */
    public static String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    }

    /** That many random bytes. */
    public static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
