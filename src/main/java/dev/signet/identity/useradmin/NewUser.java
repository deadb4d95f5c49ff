package dev.signet.identity.useradmin;

import dev.signet.base.text.Nfc;
import dev.signet.base.text.Text;
import dev.signet.identity.password.NewPassword;
import dev.signet.identity.role.HeldRoles;
import dev.signet.identity.user.NewUsername;
import dev.signet.identity.user.UserEdit;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user to be made.
 *
 * @param roles none where it is left out
 * @param mustChangePassword whether the user has to choose another password at the first log-in; false where it is left out
 */
public record NewUser(
        @NotNull @NewUsername String username,

        @NotNull @NewPassword String password,

        @Nullable @Size(max = HeldRoles.MOST, message = "must be at most {max} roles") Set<@NotNull(message = "must not hold null") @Text(max = HeldRoles.MAX_NAME) String> roles,

        @Nullable @Email(message = "must be an email address") @Text(max = UserEdit.MAX_EMAIL)
        String email,

        @Nullable @Text(max = UserEdit.MAX_NAME) String displayName,
        @Nullable Boolean mustChangePassword) {

    public NewUser {
        email = email == null ? null : Nfc.of(email);
        displayName = displayName == null ? null : Nfc.of(displayName);
    }

    UserEdit settings() {
        return new UserEdit(
                roles == null ? Set.of() : roles, true, email, displayName, Boolean.TRUE.equals(mustChangePassword));
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "NewUser[" + username + "]";
    }
}
