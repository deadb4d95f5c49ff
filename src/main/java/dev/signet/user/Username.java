package dev.signet.user;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A user name in NFC, and the key by which it is compared: names that differ in case or normal form only are the same.
 *
 * @param text as it is shown
 * @param key as it is compared and ordered
 */
public record Username(String text, String key) {
    /** The longest user name, in code points. */
    public static final int MAX_LENGTH = 128;

    /** The user name that was typed. */
    public static Username of(String input) {
        String text = Normalizer.normalize(input, Normalizer.Form.NFC);
        // upper case first: it unites letters that have one capital and two small forms, as final sigma
        String folded = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return new Username(text, Normalizer.normalize(folded, Normalizer.Form.NFC));
    }
}
