package dev.signet.user;

import dev.signet.http.Cursor;
import dev.signet.http.Limit;
import dev.signet.http.Page;
import dev.signet.http.Text;
import dev.signet.oauth.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.SortedSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;

/** Users, for administrators. */
@Path("/api/admin/users")
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class UserAdminResource {
    private final UserRepository users;

    UserAdminResource(UserRepository users) {
        this.users = users;
    }

    /** A user as administrators see one: nothing of the password. */
    public record UserView(
            UUID id,
            String username,
            @Nullable String email,
            @Nullable String displayName,
            SortedSet<String> roles,
            boolean enabled,
            boolean mustChangePassword,
            Instant createdAt,
            @Nullable Instant lastLoginAt) {

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
                    user.lastLoginAt);
        }
    }

    /**
     * Lists users by name.
     *
     * @param q the start of the user name, in any case
     */
    @GET
    @RolesAllowed({Role.ADMIN, Role.USER_ADMIN, Role.AUDITOR})
    @Transactional
    @Operation(summary = "List users by name", description = "Roles: admin, user-admin, auditor.")
    public Page<UserView> list(
            @QueryParam("q") @DefaultValue("") @Text(min = 0, max = Username.MAX_LENGTH) String q,
            @QueryParam("limit") @DefaultValue(Limit.DEFAULT) Limit limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var found = users.page(Username.of(q), Cursor.key(cursor), limit.items() + 1);
        return Page.of(found, limit.items(), user -> user.usernameKey, UserView::of);
    }
}
