package dev.signet.base.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The IdentifierClass of PRECIS (RFC 8264 sections 4.2 and 8): letters, digits and marks of all scripts, and the visible characters
 * of ASCII. But for the two joiners, which are not seen and never allowed here.
 */
final class IdentifierClass {
    private static final Set<UnicodeScript> JAPANESE =
            Set.of(UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HAN);

    private IdentifierClass() {}

    /** Whether all characters of the text are of the class, where they stand. */
    static boolean allows(String text) {
        int[] all = text.codePoints().toArray();
        for (int i = 0; i < all.length; i++) {
            if (!allows(all, i)) {
                return false;
            }
        }
        return true;
    }

    /** In the order of RFC 8264 section 8: exceptions, unassigned and ignorable ones, ASCII, jamo, compatibility, the rest. */
    private static boolean allows(int[] all, int i) {
        int one = all[i];
        return switch (one) {
            case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007 -> true;
            case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B -> false;
            // RFC 5892 appendix A: a middle dot of Catalan, a sign of Greek, two of Hebrew, a dot of Japanese
            case 0xB7 -> at(all, i - 1) == 'l' && at(all, i + 1) == 'l';
            case 0x375 -> script(at(all, i + 1)) == UnicodeScript.GREEK;
            case 0x5F3, 0x5F4 -> script(at(all, i - 1)) == UnicodeScript.HEBREW;
            case 0x30FB -> any(all, other -> JAPANESE.contains(script(other)));
            default ->
                Visible.is(one)
                        && one != ' '
                        && (one < 0x80 || (isLetterOrDigit(one) && !isOldHangul(one) && !hasCompatibility(one)))
                        && !isDigitOfBoth(all, one);
        };
    }

    /** Two sets of Arabic digits, of which most look alike, do not stand in one text (RFC 5892 appendices A.8 and A.9). */
    private static boolean isDigitOfBoth(int[] all, int one) {
        return isIn(one, 0x660, 0x669) && any(all, other -> isIn(other, 0x6F0, 0x6F9));
    }

    private static boolean isLetterOrDigit(int one) {
        return switch (Character.getType(one)) {
            case Character.LOWERCASE_LETTER,
                    Character.UPPERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.MODIFIER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isOldHangul(int one) {
        return isIn(one, 0x1100, 0x11FF) || isIn(one, 0xA960, 0xA97C) || isIn(one, 0xD7B0, 0xD7FB);
    }

    private static boolean hasCompatibility(int one) {
        return !Normalizer.isNormalized(Character.toString(one), Normalizer.Form.NFKC);
    }

    private static boolean any(int[] all, IntPredicate wanted) {
        return Arrays.stream(all).anyMatch(wanted);
    }

    private static boolean isIn(int one, int first, int last) {
        return one >= first && one <= last;
    }

    private static int at(int[] all, int i) {
        return i >= 0 && i < all.length ? all[i] : 0;
    }

    private static UnicodeScript script(int one) {
        return UnicodeScript.of(one);
    }
}
