package dev.signet.identity.useradmin;

import dev.signet.base.resource.Listing;
import dev.signet.base.resource.Page;
import dev.signet.base.resource.PageFilter;
import dev.signet.base.resource.TextRange;
import dev.signet.base.text.Nfc;
import dev.signet.identity.user.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Pages of users, one statement each, which reads one range of one index in the order of the list. What other filters leave
 * out is skipped.
 */
@ApplicationScoped
class UserListRepository {
    private final EntityManager database;

    UserListRepository(EntityManager database) {
        this.database = database;
    }

    @Transactional
    Page<UserView> page(UserFilter wanted, PageFilter page) {
        wanted.check();
        Listing listing = wanted.listing();
        Query query;
        Function<User, String> key;
        if (wanted.byName()) {
            query = byName("", User.class, wanted, listing.place(page.cursor(), Function.identity()));
            key = user -> user.usernameKey;
        } else {
            query = newestFirst("", User.class, wanted, listing.place(page.cursor(), UUID::fromString));
            key = User::subject;
        }
        return listing.page(found(query, page), page, key, UserView::of);
    }

    @SuppressWarnings("unchecked")
    private static List<User> found(Query query, PageFilter page) {
        return query.setMaxResults(page.most()).getResultList();
    }

    /** @param before what stands before the statement: nothing, or what explains it */
    Query byName(String before, Class<?> result, UserFilter wanted, Optional<String> after) {
        boolean withRole = wanted.role != null;
        String key = withRole ? "r.username_key" : "u.username_key";
        String join = withRole ? " join user_role r on r.role = :role and r.username_key = u.username_key" : "";
        String email = wanted.email != null ? " and lower(u.email) = lower(cast(:email as text))" : "";
        TextRange names = TextRange.startingWith(wanted.start().key(), after.orElse(""));
        Query query = database.createNativeQuery(
                        before + "select u.* from signet_user u" + join + " where " + key + " > :after and " + key
                                + " >= :from and " + key + " < :until" + enabled(wanted) + email + " order by " + key,
                        result)
                .setParameter("after", names.after())
                .setParameter("from", names.from())
                .setParameter("until", names.until());
        if (withRole) {
            query.setParameter("role", wanted.role);
        }
        return wanted.email != null ? query.setParameter("email", Nfc.of(wanted.email)) : query;
    }

    /** By the time that is in identifiers (RFC 9562 section 5.7). */
    Query newestFirst(String before, Class<?> result, UserFilter wanted, Optional<UUID> after) {
        Query query = database.createNativeQuery(
                before + "select u.* from signet_user u where true" + (after.isPresent() ? " and u.id < :after" : "")
                        + enabled(wanted) + " order by u.id desc",
                result);
        return after.map(id -> query.setParameter("after", id)).orElse(query);
    }

    /** Not as a parameter: the disabled, of whom there are few, have indexes of their own. */
    private static String enabled(UserFilter wanted) {
        return wanted.enabled == null ? "" : wanted.enabled.equals("true") ? " and u.enabled" : " and not u.enabled";
    }
}
