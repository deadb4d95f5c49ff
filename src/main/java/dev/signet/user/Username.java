package dev.signet.user;

import dev.signet.http.DomainException;
import dev.signet.http.Violation;
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
        return new Username(text, Normalizer.normalize(folded(text), Normalizer.Form.NFC));
    }

    /**
     * Refuses a password that is this name: others try that first.
     *
     * @param field where the password stands
     * @throws DomainException 400
     */
    void checkIsNot(String password, String field) {
        if (of(password).key.equals(key)) {
            throw DomainException.invalid(new Violation(field, "must not be the user name"));
        }
    }

    /**
     * Upper case first: it unites letters that have one capital and two small forms, as sigma. Then letter by letter: taken
     * together, a sigma at the end would become another than in the middle, and no prefix of the longer name.
     */
    private static String folded(String text) {
        return text.toUpperCase(Locale.ROOT)
                .codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
