package dev.signet.base.text;

import static java.lang.Character.DIRECTIONALITY_ARABIC_NUMBER;
import static java.lang.Character.DIRECTIONALITY_BOUNDARY_NEUTRAL;
import static java.lang.Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR;
import static java.lang.Character.DIRECTIONALITY_EUROPEAN_NUMBER;
import static java.lang.Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR;
import static java.lang.Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR;
import static java.lang.Character.DIRECTIONALITY_LEFT_TO_RIGHT;
import static java.lang.Character.DIRECTIONALITY_NONSPACING_MARK;
import static java.lang.Character.DIRECTIONALITY_OTHER_NEUTRALS;
import static java.lang.Character.DIRECTIONALITY_RIGHT_TO_LEFT;
import static java.lang.Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
import static java.lang.Character.DIRECTIONALITY_WHITESPACE;

import java.util.List;
import java.util.Set;

/** The Bidi Rule (RFC 5893 section 2): what is written from right to left is not mixed with what is not. */
final class BidiRule {
    private static final Set<Byte> RIGHT_TO_LEFT =
            Set.of(DIRECTIONALITY_RIGHT_TO_LEFT, DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
    private static final Set<Byte> NEUTRAL = Set.of(
            DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
            DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
            DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
            DIRECTIONALITY_OTHER_NEUTRALS,
            DIRECTIONALITY_BOUNDARY_NEUTRAL,
            DIRECTIONALITY_NONSPACING_MARK,
            // a space separates the parts of a name; a label of RFC 5893 has none
            DIRECTIONALITY_WHITESPACE);

    private BidiRule() {}

    /** Whether a text keeps to the rule; one without characters of right to left always does. */
    static boolean keeps(String text) {
        List<Byte> all =
                text.codePoints().mapToObj(Character::getDirectionality).toList();
        boolean concerned =
                all.stream().anyMatch(one -> RIGHT_TO_LEFT.contains(one) || one == DIRECTIONALITY_ARABIC_NUMBER);
        if (!concerned) {
            return true;
        }
        boolean bothKindsOfDigits =
                all.contains(DIRECTIONALITY_EUROPEAN_NUMBER) && all.contains(DIRECTIONALITY_ARABIC_NUMBER);
        // conditions 1 to 4; what begins from left to right must not hold what made it concerned (5)
        return RIGHT_TO_LEFT.contains(all.get(0))
                && all.stream().allMatch(one -> isOfRightToLeft(one) || NEUTRAL.contains(one))
                && isOfRightToLeft(lastButMarks(all))
                && !bothKindsOfDigits;
    }

    private static boolean isOfRightToLeft(byte one) {
        return RIGHT_TO_LEFT.contains(one)
                || one == DIRECTIONALITY_EUROPEAN_NUMBER
                || one == DIRECTIONALITY_ARABIC_NUMBER;
    }

    private static byte lastButMarks(List<Byte> all) {
        return all.stream()
                .filter(one -> one != DIRECTIONALITY_NONSPACING_MARK)
                .reduce(DIRECTIONALITY_LEFT_TO_RIGHT, (earlier, later) -> later);
    }
}
