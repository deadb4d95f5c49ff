package dev.signet.identity.user;

import dev.signet.base.text.Nfc;
import dev.signet.base.text.Text;
import dev.signet.identity.role.HeldRoles;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What administrators may change of a user.
 *
 * @param roles which of them may be new is for {@link UserAdminRules} to say, and for the database
 */
public record UserEdit(
        @NotNull @Size(max = HeldRoles.MOST, message = "must be at most {max} roles") Set<@NotNull(message = "must not hold null") @Text(max = HeldRoles.MAX_NAME) String> roles,

        @NotNull Boolean enabled,

        @Nullable @Email(message = "must be an email address") @Text(max = MAX_EMAIL)
        String email,

        @Nullable @Text(max = MAX_NAME) String displayName,
        @NotNull Boolean mustChangePassword) {

    public UserEdit {
        email = email == null ? null : Nfc.of(email);
        displayName = displayName == null ? null : Nfc.of(displayName);
    }

    /** The longest address that mail can be sent to (RFC 5321 section 4.5.3.1.3, without the angle brackets). */
    public static final int MAX_EMAIL = 254;

    public static final int MAX_NAME = 128;

    public static UserEdit of(User user) {
        return new UserEdit(user.roles(), user.enabled(), user.email(), user.displayName(), user.mustChangePassword());
    }

    public boolean changesRoles(UserEdit to) {
        return !roles.equals(to.roles);
    }

    public boolean disables(UserEdit to) {
        return enabled && !to.enabled;
    }
}
