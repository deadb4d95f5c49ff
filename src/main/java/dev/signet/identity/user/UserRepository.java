package dev.signet.identity.user;

import dev.signet.base.database.ReplicaLock;
import dev.signet.base.database.SingleColumnQuery;
import dev.signet.base.protocol.Subject;
import dev.signet.identity.role.HeldRoles;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;

@ApplicationScoped
public class UserRepository implements PanacheRepositoryBase<User, UUID> {
    /** The unique index; that of the key is checked first, as it was made first. */
    private static final String SKELETON = "signet_user_username_skeleton";

    /** Until the transaction ends, nobody else decides whether there is an administrator. */
    public void lockAdministrators() {
        ReplicaLock.ADMINISTRATORS.hold(getEntityManager());
    }

    public Optional<User> byName(Username username) {
        return find("usernameKey", username.key()).firstResultOptional();
    }

    public boolean anyHasRole(String role) {
        return SingleColumnQuery.query(
                        getEntityManager(),
                        "select exists(select 1 from user_role where role = :role)",
                        "exists",
                        Boolean.class)
                .setParameter("role", role)
                .getSingleResult();
    }

    public boolean anyOtherEnabledHasRole(UUID id, String role) {
        return SingleColumnQuery.query(
                        getEntityManager(),
                        "select exists(select 1 from user_role join signet_user using (username_key)"
                                + " where role = :role and enabled and id <> :id)",
                        "exists",
                        Boolean.class)
                .setParameter("role", role)
                .setParameter("id", id)
                .getSingleResult();
    }

    /** Not every subject is a user's. */
    public Optional<User> bySubject(String subject) {
        return Subject.user(subject).flatMap(this::findByIdOptional);
    }

    /** The user, whom nobody else changes until the transaction ends. */
    public Optional<User> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** As {@link #byName}, locked: other transactions change the user only after this one. */
    public Optional<User> lockByName(Username username) {
        return find("usernameKey", username.key())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Locks users in the order of their identifiers, so that two transactions that lock the same ones do not wait for each other. */
    void lock(List<UUID> ids) {
        if (!ids.isEmpty()) {
            find("id in ?1 order by id", ids)
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .list();
        }
    }

    /** The user, whom nobody changes until the transaction ends, however many hold them like this. */
    Optional<User> share(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_READ);
    }

    /** Writes a new user, unless the name looks like that of another one. */
    public void add(User user) {
        find("usernameSkeleton = ?1 and usernameKey <> ?2", user.usernameSkeleton, user.usernameKey)
                .firstResultOptional()
                .ifPresent(other -> {
                    throw UserRefusal.confusable("the user " + other.id);
                });
        persist(user);
        write();
    }

    /** Writes what was changed; the database decides who was first, and which roles there are. */
    public void write() {
        try {
            flush();
        } catch (ConstraintViolationException e) {
            if (e.getKind() == ConstraintKind.FOREIGN_KEY) {
                throw HeldRoles.unknown();
            }
            throw SKELETON.equals(e.getConstraintName()) ? UserRefusal.confusable("another user") : UserRefusal.taken();
        }
    }

    /** One statement, so that two log-ins at once do not stand in each other's way. */
    void loggedIn(UUID id, Instant at) {
        update("lastLoginAt = ?1 where id = ?2", at, id);
    }

    /** Replaces the hash that was checked, and none that took its place meanwhile; says whether. */
    boolean changePassword(UUID id, String from, String to, UUID credential) {
        return update(
                        "update versioned User set passwordHash = ?1, credential = ?2, mustChangePassword = false,"
                                + " passwordKnownWith = null"
                                + " where id = ?3 and passwordHash = ?4 and enabled",
                        to,
                        credential,
                        id,
                        from)
                == 1;
    }

    /** Replaces a hash by a stronger one of the same password, unless the password was changed meanwhile. */
    void upgradeHash(UUID id, String from, String to) {
        update("passwordHash = ?1 where id = ?2 and passwordHash = ?3", to, id, from);
    }
}
