package dev.signet.base.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * NFKC_Casefold (Unicode section 3.13, toNFKC_Casefold): the form in which texts are equal that differ in case, width, normal form
 * or invisible characters. Unicode promises that it stays the same for all characters that are assigned.
 */
public final class CaseFolding {
    private static final int ASCII = 0x80;
    private static final int CAPITAL_I_WITH_DOT = 0x130;
    private static final int DOTLESS_I = 0x131;

    private CaseFolding() {}

    /** The folded text; that of a folded text is itself. */
    public static String of(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        // decomposed first (Unicode D147), or texts of one normal form could fold to two
        Normalizer.normalize(text, Normalizer.Form.NFD)
                .codePoints()
                .mapToObj(CaseFolding::mapping)
                .forEach(folded::append);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /** The property NFKC_Casefold of a character. */
    private static String mapping(int codePoint) {
        if (codePoint < ASCII) {
            return Character.toString(Character.toLowerCase(codePoint));
        }
        String before;
        String mapping = Character.toString(codePoint);
        do {
            before = mapping;
            StringBuilder folded = new StringBuilder();
            nfkc(before).codePoints().filter(one -> !Visible.isIgnorable(one)).forEach(one -> append(folded, one));
            mapping = nfkc(folded);
        } while (!mapping.equals(before));
        return mapping;
    }

    /**
     * Full case folding, which Java has not: the small letters of the capitals, since letters as sigma have one capital and two small
     * forms. Cherokee folds to capitals, and the two letters i of Turkish are no case of the other i.
     */
    private static void append(StringBuilder folded, int codePoint) {
        if (codePoint == DOTLESS_I) {
            folded.appendCodePoint(DOTLESS_I);
        } else if (codePoint == CAPITAL_I_WITH_DOT) {
            folded.append("i\u0307");
        } else if (Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.CHEROKEE) {
            folded.appendCodePoint(Character.toUpperCase(codePoint));
        } else {
            Character.toString(codePoint)
                    .toUpperCase(Locale.ROOT)
                    .codePoints()
                    .map(Character::toLowerCase)
                    .forEach(folded::appendCodePoint);
        }
    }

    private static String nfkc(CharSequence text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
