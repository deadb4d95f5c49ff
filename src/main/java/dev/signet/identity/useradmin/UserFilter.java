package dev.signet.identity.useradmin;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.base.resource.Listing;
import dev.signet.base.text.Text;
import dev.signet.identity.role.HeldRoles;
import dev.signet.identity.user.UserEdit;
import dev.signet.identity.user.Username;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Which users somebody wants to see, and in which order: those of whom all that was said is true. */
public class UserFilter {
    static final String BY_NAME = "username";
    static final String NEWEST_FIRST = "-createdAt";

    @QueryParam("q")
    @DefaultValue("")
    @Text(min = 0, max = Username.MAX_LENGTH)
    String q = "";

    @QueryParam("enabled")
    @Pattern(regexp = "true|false", message = "must be true or false") @Nullable String enabled;

    @QueryParam("role")
    @Text(max = HeldRoles.MAX_NAME)
    @Nullable String role;

    @QueryParam("email")
    @Text(max = UserEdit.MAX_EMAIL)
    @Nullable String email;

    @QueryParam("sort")
    @DefaultValue(BY_NAME)
    @Pattern(regexp = BY_NAME + "|" + NEWEST_FIRST, message = "must be " + BY_NAME + " or " + NEWEST_FIRST) String sort = BY_NAME;

    boolean byName() {
        return sort.equals(BY_NAME);
    }

    Username start() {
        return Username.of(q);
    }

    Listing listing() {
        return Listing.of("users", sort, start().key(), enabled, role, email);
    }

    /** @throws DomainException 400 when no index serves this order with these filters */
    void check() {
        if (!byName() && !(q.isEmpty() && role == null && email == null)) {
            throw DomainException.invalid(new Violation("sort", "must be " + BY_NAME + " with q, role or email"));
        }
    }
}
