package dev.signet.identity.user;

import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.protocol.Subject;
import dev.signet.base.text.CaseFolding;
import dev.signet.base.text.Confusables;
import dev.signet.base.text.Nfc;
import dev.signet.base.text.UsernameProfile;
import dev.signet.base.text.Visible;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rule of {@link NewUsername}, and what of it a name breaks. */
public class NewUsernameValidator implements ConstraintValidator<NewUsername, String> {
    private static final List<String> RESERVED = List.of(AuditLog.RESERVED.split("\\|"));

    private static final int LONGEST = 8 * Username.MAX_LENGTH;

    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
        Optional<String> violation = value == null || isRefusedAsText(value)
                ? Optional.empty()
                : violation(value, UsernameProfile.mapped(value));
        violation.ifPresent(message -> {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
        });
        return violation.isEmpty();
    }

    /** A name that is too long before it is mapped is refused by {@link dev.signet.base.text.Text}. */
    private static Optional<String> violation(String value, String mapped) {
        return length(mapped) > Username.MAX_LENGTH && length(Nfc.of(value)) <= Username.MAX_LENGTH
                ? Optional.of("must have at most " + Username.MAX_LENGTH + " characters in lower case")
                : UsernameProfile.violation(mapped).or(() -> reserved(mapped));
    }

    /** A token has the name beside the subject, and the audit trail names actors that are no users. */
    private static Optional<String> reserved(String mapped) {
        String skeleton = Confusables.skeleton(CaseFolding.of(mapped));
        return Subject.user(mapped).isPresent()
                        || RESERVED.stream().map(Confusables::skeleton).anyMatch(skeleton::equals)
                ? Optional.of(
                        "must not be a UUID, nor look like a name of the audit trail: " + String.join(", ", RESERVED))
                : Optional.empty();
    }

    /** By {@link dev.signet.base.text.Text}: one reason is enough, and a text of more than this length stays unread. */
    private static boolean isRefusedAsText(String value) {
        return value.isBlank()
                || value.length() > LONGEST
                || !value.codePoints().allMatch(Visible::is);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
