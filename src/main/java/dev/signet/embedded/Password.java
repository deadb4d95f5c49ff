package dev.signet.embedded;

import java.security.SecureRandom;
import java.util.Base64;

/** Passwords that only programs use. */
final class Password {

    private Password() {}

    /** 256 random bits, in letters, digits, hyphens and underscores. */
    static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
