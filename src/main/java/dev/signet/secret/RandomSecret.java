package dev.signet.secret;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that nobody has to remember. */
public final class RandomSecret {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomSecret() {}

    /** 256 random bits, in letters, digits, hyphens and underscores. */
    public static String text() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
