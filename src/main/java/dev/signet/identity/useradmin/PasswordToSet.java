package dev.signet.identity.useradmin;

import dev.signet.identity.password.NewPassword;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * A password that an administrator sets.
 *
 * @param mustChangePassword whether the user has to choose another at the next log-in; true where it is left out
 */
public record PasswordToSet(
        @NotNull @NewPassword String password, @Nullable Boolean mustChangePassword) {
    boolean mustChange() {
        return mustChangePassword == null || mustChangePassword;
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "PasswordToSet[]";
    }
}
