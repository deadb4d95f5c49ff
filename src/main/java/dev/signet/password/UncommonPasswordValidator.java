package dev.signet.password;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** The rule of {@link NewPassword} that it is not one that others try first. */
public class UncommonPasswordValidator implements ConstraintValidator<NewPassword, String> {
    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
        // what is longer is refused by its length, and stays unread
        return value == null || value.length() > Password.MAX_LENGTH || !Password.isCommon(value);
    }
}
