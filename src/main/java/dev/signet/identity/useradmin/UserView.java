package dev.signet.identity.useradmin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.signet.identity.user.User;
import dev.signet.identity.user.UserEdit;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user as administrators see one: nothing of the password.
 *
 * @param declared whether the setup file declares the user
 */
public record UserView(
        UUID id,
        String username,
        @JsonUnwrapped UserEdit settings,
        Instant createdAt,

        @Nullable Instant lastLoginAt,
        boolean declared) {

    static UserView of(User user) {
        return new UserView(
                user.id(), user.username(), UserEdit.of(user), user.createdAt(), user.lastLoginAt(), user.declared());
    }
}
