package dev.signet.user;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class UserRepository implements PanacheRepositoryBase<User, UUID> {
    /** Serialises the making of the first administrator between replicas; an arbitrary number of ours. */
    private static final long FIRST_ADMINISTRATOR_LOCK = 0x5167_6E65_7402L;

    void lockFirstAdministrator() {
        getEntityManager()
                .createNativeQuery("select pg_advisory_xact_lock(:lock)", Void.class)
                .setParameter("lock", FIRST_ADMINISTRATOR_LOCK)
                .getResultList();
    }

    Optional<User> byName(Username username) {
        return find("usernameKey", username.key()).firstResultOptional();
    }

    boolean anyHasRole(String role) {
        return !getEntityManager()
                .createQuery("select 1 from User u where array_contains(u.roles, :role)", Integer.class)
                .setParameter("role", role)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /** Users whose name starts with the prefix, ordered by name, after the one given: one range of one index. */
    List<User> page(Username prefix, String after, int limit) {
        return find(
                        "usernameKey > ?1 and usernameKey like ?2 escape '!' order by usernameKey",
                        after,
                        prefix.key().replaceAll("[!%_]", "!$0") + "%")
                .page(0, limit)
                .list();
    }

    /** One statement, so that two log-ins at once do not stand in each other's way. */
    void loggedIn(UUID id, Instant at) {
        update("lastLoginAt = ?1 where id = ?2", at, id);
    }

    /** Replaces a hash by a stronger one of the same password, unless the password was changed meanwhile. */
    void upgradeHash(UUID id, String from, String to) {
        update("passwordHash = ?1 where id = ?2 and passwordHash = ?3", to, id, from);
    }
}
