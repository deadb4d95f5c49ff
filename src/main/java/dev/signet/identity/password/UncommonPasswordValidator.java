package dev.signet.identity.password;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of {@link NewPassword} beyond the length. */
public class UncommonPasswordValidator implements ConstraintValidator<NewPassword, String> {
    /** What is longer is refused by its length, and stays unread. */
    private static final int LONGEST = 8 * Password.MAX_LENGTH;

    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
        Optional<String> weakness =
                value == null || value.length() > LONGEST ? Optional.empty() : Password.weakness(value);
        weakness.ifPresent(message -> {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
        });
        return weakness.isEmpty();
    }
}
