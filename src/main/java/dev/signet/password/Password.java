package dev.signet.password;

import java.text.Normalizer;

/** The rules for the text of a password. */
public final class Password {
    /** Bounds in code points after normalisation to NFC. */
    public static final int MIN_LENGTH = 8;

    public static final int MAX_LENGTH = 128;

    private Password() {}

    /** The form that is hashed, so that one password typed on two keyboards is one password. */
    public static String normalized(String input) {
        return Normalizer.normalize(input, Normalizer.Form.NFC);
    }

    /** Whether it is one of those that are tried first, in any case and any normal form. */
    public static boolean isCommon(String input) {
        return CommonPasswords.include(normalized(input));
    }
}
