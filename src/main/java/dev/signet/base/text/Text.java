package dev.signet.base.text;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Well-formed Unicode text of a bounded length, counted in code points after normalisation to NFC. Null passes; what is kept of it is
 * to be kept in NFC.
 */
@Target({
    ElementType.ANNOTATION_TYPE,
    ElementType.FIELD,
    ElementType.PARAMETER,
    ElementType.RECORD_COMPONENT,
    ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = TextValidator.class)
public @interface Text {
    int min() default 1;

    int max();

    /**
     * Whether characters may occur that are not {@linkplain dev.signet.base.text.Visible visible}, more than four marks on one letter,
     * and spaces alone.
     */
    boolean controls() default false;

    String message() default "must be text of {min} to {max} characters, none of them invisible";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
