package dev.signet.identity.useradmin;

import dev.signet.identity.user.User;
import java.time.Instant;
import java.util.SortedSet;
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
        @Nullable String email,
        @Nullable String displayName,
        SortedSet<String> roles,
        boolean enabled,
        boolean mustChangePassword,
        Instant createdAt,
        @Nullable Instant lastLoginAt,
        boolean declared) {

    static UserView of(User user) {
        return new UserView(
                user.id,
                user.username,
                user.email,
                user.displayName,
                user.roles(),
                user.enabled,
                user.mustChangePassword,
                user.createdAt,
                user.lastLoginAt,
                user.declared);
    }
}
