package dev.signet.identity.user;

import dev.signet.base.protocol.Subject;
import dev.signet.base.text.CaseFolding;
import dev.signet.base.text.Confusables;
import dev.signet.base.text.UsernameProfile;

/**
 * A user name, and the key by which it is compared: names that differ in case, width, normal form or invisible characters are the same
 * (NFKC_Casefold).
 *
 * @param text as it is shown: of a new user as RFC 8265 section 3.3 keeps it, in lower case
 * @param key as it is compared and ordered
 */
public record Username(String text, String key) {
    /** The longest user name, in code points. */
    public static final int MAX_LENGTH = Subject.MAX_NAME;

    /** The user name that was typed. */
    public static Username of(String input) {
        String text = UsernameProfile.mapped(input);
        return new Username(text, sameI(CaseFolding.of(text)));
    }

    /** In Turkish, I is the capital of the letter without a dot: both letters are one here, so that a name is found in any case. */
    private static String sameI(String folded) {
        return folded.replace('\u0131', 'i').replace("i\u0307", "i");
    }

    /** What names have in common that the eye cannot tell apart (UTS 39 section 4). */
    String skeleton() {
        return Confusables.skeleton(key);
    }
}
