package dev.signet.user;

import dev.signet.unicode.UsernameProfile;
import dev.signet.unicode.Visible;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rule of {@link NewUsername}, and what of it a name breaks. */
public class NewUsernameValidator implements ConstraintValidator<NewUsername, String> {
    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
        Optional<String> violation =
                value == null || isRefusedAsText(value) ? Optional.empty() : violation(UsernameProfile.mapped(value));
        violation.ifPresent(message -> {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
        });
        return violation.isEmpty();
    }

    private static Optional<String> violation(String mapped) {
        return mapped.codePointCount(0, mapped.length()) > Username.MAX_LENGTH
                ? Optional.of("must have at most " + Username.MAX_LENGTH + " characters in lower case")
                : UsernameProfile.violation(mapped);
    }

    /** By {@link dev.signet.http.Text}: one reason is enough. */
    private static boolean isRefusedAsText(String value) {
        return value.isBlank()
                || value.codePointCount(0, value.length()) > Username.MAX_LENGTH
                || !value.codePoints().allMatch(Visible::is);
    }
}
