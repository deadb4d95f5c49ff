package dev.signet.identity.password;

import dev.signet.base.text.Text;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What somebody may choose as a password: long enough, of any characters, and not what everybody chooses. Null passes. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Text(
        min = Password.MIN_LENGTH,
        max = Password.MAX_LENGTH,
        controls = true,
        message = "must have {min} to {max} characters")
@Constraint(validatedBy = UncommonPasswordValidator.class)
public @interface NewPassword {
    String message() default "must not be one of the most common passwords";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
