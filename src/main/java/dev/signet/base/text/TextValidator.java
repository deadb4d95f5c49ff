package dev.signet.base.text;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rule of {@link Text}. */
public class TextValidator implements ConstraintValidator<Text, String> {
    /** NFC may join several characters into one, but no honest text shrinks to an eighth: longer input stays unread. */
    private static final int SHRINKS = 8;

    private static final Pattern FIVE_MARKS = Pattern.compile("[\\p{Mn}\\p{Me}]{5}");

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
        return length >= min
                && length <= max
                && text.codePoints().allMatch(this::allowed)
                && (controls || isLegible(text));
    }

    /** More marks than four on one letter are drawn over what stands around (UTS 39 section 5.4); spaces alone are not seen. */
    private boolean isLegible(String text) {
        return !FIVE_MARKS.matcher(text).find() && (min == 0 || !text.isBlank());
    }

    private boolean allowed(int codePoint) {
        return controls ? Character.getType(codePoint) != Character.SURROGATE : Visible.is(codePoint);
    }
}
