package dev.signet.identity.useradmin;

import dev.signet.base.database.Conditions;
import dev.signet.base.database.Sql;
import dev.signet.base.resource.Listing;
import dev.signet.base.resource.Page;
import dev.signet.base.resource.PageFilter;
import dev.signet.base.resource.TextRange;
import dev.signet.base.text.Nfc;
import dev.signet.identity.user.User;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Pages of users, one statement each. */
@ApplicationScoped
class UserListRepository {
    private final UserListTable table;

    UserListRepository(Sql database) {
        this.table = database.of(UserListTable.class);
    }

    Page<UserView> page(UserFilter wanted, PageFilter page) {
        wanted.check();
        Listing listing = wanted.listing();
        if (wanted.byName()) {
            var found = byName(wanted, listing.place(page.cursor(), Function.identity()), page.most());
            return listing.page(found, page, User::usernameKey, UserView::of);
        }
        var found = newestFirst(wanted, listing.place(page.cursor(), UUID::fromString), page.most());
        return listing.page(found, page, User::subject, UserView::of);
    }

    private List<User> byName(UserFilter wanted, Optional<String> after, int limit) {
        Conditions conditions = byName(wanted, after);
        return wanted.role == null
                ? table.byName(conditions.sql(), conditions.values(), limit)
                : table.byNameWithRole(conditions.sql(), conditions.values(), limit);
    }

    static Conditions byName(UserFilter wanted, Optional<String> after) {
        TextRange names = TextRange.startingWith(wanted.start().key(), after.orElse(""));
        String key = wanted.role == null ? "u.username_key" : "r.username_key";
        return enabled(wanted)
                .and("r.role = :role", "role", Optional.ofNullable(wanted.role))
                .and(key + " > :after", "after", Optional.of(names.after()))
                .and(key + " >= :from", "from", Optional.of(names.from()))
                .and(key + " < :until", "until", Optional.of(names.until()))
                .and(
                        "lower(u.email) = lower(cast(:email as text))",
                        "email",
                        Optional.ofNullable(wanted.email).map(Nfc::of));
    }

    private List<User> newestFirst(UserFilter wanted, Optional<UUID> after, int limit) {
        Conditions conditions = newestFirst(wanted, after);
        return table.newestFirst(conditions.sql(), conditions.values(), limit);
    }

    /** By the time that is in identifiers (RFC 9562 section 5.7). */
    static Conditions newestFirst(UserFilter wanted, Optional<UUID> after) {
        return enabled(wanted).and("u.id < :after", "after", after);
    }

    /** Not as a parameter: the disabled, of whom there are few, have indexes of their own. */
    private static Conditions enabled(UserFilter wanted) {
        return new Conditions()
                .when("true".equals(wanted.enabled), "u.enabled")
                .when("false".equals(wanted.enabled), "not u.enabled");
    }
}
