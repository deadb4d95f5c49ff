package dev.signet.base.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * UsernameCaseMapped of PRECIS (RFC 8265 section 3.3), narrowed: parts of a name are separated by single spaces (U+0020), and no part
 * begins with a mark, which would be drawn over the character before it.
 */
public final class UsernameProfile {
    /** Full-width ASCII stands so far behind ASCII. */
    private static final int FULL_WIDTH = 0xFF01 - 0x21;

    private UsernameProfile() {}

    /** The name as it is kept, where it is allowed: of usual width, in lower case and NFC. */
    public static String mapped(String name) {
        StringBuilder usual = new StringBuilder(name.length());
        name.codePoints().forEach(one -> usual.append(usualWidth(one)));
        return Normalizer.normalize(usual.toString().toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    /** What is wrong with a name that was mapped, to be said after it; nothing where it is allowed. */
    public static Optional<String> violation(String mapped) {
        if (mapped.startsWith(" ") || mapped.endsWith(" ") || mapped.contains("  ")) {
            return Optional.of("must not begin or end with a space, nor hold two in a row");
        }
        if (!Stream.of(mapped.split(" ", -1)).allMatch(UsernameProfile::isUserPart)) {
            return Optional.of(
                    "must be of letters, digits and visible ASCII characters (RFC 8265, UsernameCaseMapped)");
        }
        return BidiRule.keeps(mapped)
                ? Optional.empty()
                : Optional.of("must not mix what is written from left to right and from right to left (RFC 5893)");
    }

    private static boolean isUserPart(String part) {
        return !part.isEmpty() && !isMark(part.codePointAt(0)) && IdentifierClass.allows(part);
    }

    private static boolean isMark(int one) {
        int type = Character.getType(one);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** The decomposition of ASCII in full width and Katakana in half width; what else there is of such width is not allowed. */
    private static String usualWidth(int one) {
        if (one >= 0xFF01 && one <= 0xFF5E) {
            return Character.toString(one - FULL_WIDTH);
        }
        String text = Character.toString(one);
        return one >= 0xFF65 && one <= 0xFF9F ? Normalizer.normalize(text, Normalizer.Form.NFKC) : text;
    }
}
