package dev.signet.identity.user;

import dev.signet.base.text.Text;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a new user may be called: {@link dev.signet.base.text.UsernameProfile}. Null passes. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Text(max = Username.MAX_LENGTH)
@Constraint(validatedBy = NewUsernameValidator.class)
public @interface NewUsername {
    String message() default "must be a user name of RFC 8265";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
