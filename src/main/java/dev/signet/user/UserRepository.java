package dev.signet.user;

import dev.signet.database.ReplicaLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class UserRepository implements PanacheRepositoryBase<User, UUID> {
    /** Until the transaction ends, no other replica makes the first administrator. */
    void lockFirstAdministrator() {
        ReplicaLock.FIRST_ADMINISTRATOR.hold(getEntityManager());
    }

    Optional<User> byName(Username username) {
        return find("usernameKey", username.key()).firstResultOptional();
    }

    Optional<User> bySubject(String subject) {
        try {
            return findByIdOptional(UUID.fromString(subject));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Optional<User> share(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_READ);
    }

    boolean anyHasRole(String role) {
        return (boolean) getEntityManager()
                .createNativeQuery("select exists(select 1 from signet_user where :role = any(roles))", Boolean.class)
                .setParameter("role", role)
                .getSingleResult();
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
