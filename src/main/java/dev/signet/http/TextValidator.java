package dev.signet.http;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** The rule of {@link Text}. */
public class TextValidator implements ConstraintValidator<Text, String> {
    /** NFC may join several characters into one, but no honest text shrinks to an eighth: longer input stays unread. */
    private static final int SHRINKS = 8;

    private int min;
    private int max;
    private boolean controls;

    @Override
    public void initialize(Text rule) {
        min = rule.min();
        max = rule.max();
        controls = rule.controls();
    }

    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
        if (value == null) {
            return true;
        }
        if (value.length() > SHRINKS * max) {
            return false;
        }
        String text = Normalizer.normalize(value, Normalizer.Form.NFC);
        int length = text.codePointCount(0, text.length());
        return length >= min && length <= max && text.codePoints().allMatch(this::allowed);
    }

    private boolean allowed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.SURROGATE -> false;
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> controls;
            default -> true;
        };
    }
}
