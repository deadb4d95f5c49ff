package dev.signet.identity.password;

import dev.signet.base.text.CaseFolding;
import dev.signet.base.text.Visible;
import java.text.Normalizer;
import java.util.Optional;

/** The rules for the text of a password. */
public final class Password {
    /** Bounds in code points after normalisation to NFC. */
    public static final int MIN_LENGTH = 8;

    public static final int MAX_LENGTH = 128;

    private Password() {}

    /**
     * The form that is hashed, so that one password typed on two keyboards is one password: NFC, as OpaqueString (RFC 8265 section
     * 4.2) has it. Unlike there, other spaces than U+0020 stay: existing hashes would become invalid.
     */
    public static String normalized(String input) {
        return Normalizer.normalize(input, Normalizer.Form.NFC);
    }

    /** What is wrong with a password that somebody chooses, to be said after what it is for; nothing where it is good. */
    public static Optional<String> violation(String input) {
        int length = length(normalized(input));
        return length < MIN_LENGTH || length > MAX_LENGTH
                ? Optional.of("must have " + MIN_LENGTH + " to " + MAX_LENGTH + " characters")
                : weakness(input);
    }

    /** What is wrong with one that is long enough. */
    static Optional<String> weakness(String input) {
        String text = normalized(input);
        if (length(visible(text)) < MIN_LENGTH && length(text) >= MIN_LENGTH) {
            return Optional.of("must have at least " + MIN_LENGTH + " visible characters");
        }
        return isCommon(text) ? Optional.of("must not be one of the most common passwords") : Optional.empty();
    }

    /** Whether it is one of those that are tried first, in any case, width and normal form, and with whatever is not seen. */
    static boolean isCommon(String input) {
        return CommonPasswords.include(comparable(input));
    }

    /** The form in which passwords are compared with lists and words: what is added without being seen makes no other one. */
    static String comparable(String input) {
        return CaseFolding.of(visible(input));
    }

    private static String visible(String text) {
        return text.codePoints()
                .filter(Visible::is)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
