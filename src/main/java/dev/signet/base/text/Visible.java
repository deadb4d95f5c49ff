package dev.signet.base.text;

import java.util.stream.IntStream;

/** Which characters are seen, and seen as what they are. */
public final class Visible {
    private static final int REPLACEMENT = 0xFFFD;

    /** Default_Ignorable_Code_Point of Unicode 16, assigned or not: pairs of first and last. */
    private static final int[] IGNORABLE = {
        0x00AD, 0x00AD, 0x034F, 0x034F, 0x061C, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x200B, 0x200F,
        0x202A, 0x202E, 0x2060, 0x206F, 0x3164, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF, 0xFFA0, 0xFFA0, 0xFFF0, 0xFFF8,
        0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF
    };

    private Visible() {}

    /**
     * Whether this is a character that is seen and can be told from others: not a control or format character, not a separator of
     * lines or paragraphs, no space but U+0020, not one that is drawn as nothing or as a blank, not private, unassigned or half of a
     * surrogate pair.
     */
    public static boolean is(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> !isIgnorable(codePoint) && !isBlank(codePoint);
        };
    }

    /** Whether this is drawn as nothing where it is not supported (Default_Ignorable_Code_Point, Unicode section 5.21). */
    public static boolean isIgnorable(int codePoint) {
        return codePoint >= IGNORABLE[0]
                && IntStream.range(0, IGNORABLE.length / 2)
                        .anyMatch(i -> codePoint >= IGNORABLE[2 * i] && codePoint <= IGNORABLE[2 * i + 1]);
    }

    /** The text with U+FFFD in place of what is not seen. */
    public static String shown(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().map(one -> is(one) ? one : REPLACEMENT).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    /** Letters and symbols that are drawn as a blank: of Braille, of Khitan, of hieroglyphs, and a note of music. */
    private static boolean isBlank(int codePoint) {
        return switch (codePoint) {
            case 0x2800, 0x13441, 0x13442, 0x16FE4, 0x1D159 -> true;
            default -> false;
        };
    }
}
