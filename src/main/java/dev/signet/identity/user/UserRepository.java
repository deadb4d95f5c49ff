package dev.signet.identity.user;

import dev.signet.base.database.BrokenConstraint;
import dev.signet.base.database.ReplicaLock;
import dev.signet.base.database.Sql;
import dev.signet.base.problem.DomainException;
import dev.signet.base.protocol.Subject;
import dev.signet.identity.role.HeldRoles;
import dev.signet.identity.throttle.CountedAttempt;
import dev.signet.identity.throttle.LoginThrottle.Found;
import dev.signet.identity.throttle.NewAttempt;
import dev.signet.identity.throttle.RightAttempt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Users, as they rest in the database. */
@ApplicationScoped
public class UserRepository {
    /** The unique index; that of the key is checked first, as it was made first. */
    private static final String SKELETON = "signet_user_username_skeleton";

    private final Sql database;
    private final UserTable table;
    private final LoginTable logins;

    UserRepository(Sql database) {
        this.database = database;
        this.table = database.of(UserTable.class);
        this.logins = database.of(LoginTable.class);
    }

    /** Until the transaction ends, nobody else decides whether there is an administrator. */
    public void lockAdministrators() {
        database.hold(ReplicaLock.ADMINISTRATORS);
    }

    public Optional<User> find(UUID id) {
        return table.find(id);
    }

    public Optional<User> byName(Username username) {
        return table.byName(username.key());
    }

    public boolean anyHasRole(String role) {
        return table.anyHasRole(role);
    }

    public boolean anyOtherEnabledHasRole(UUID id, String role) {
        return table.anyOtherEnabledHasRole(id, role);
    }

    /** Not every subject is a user's. */
    public Optional<User> bySubject(String subject) {
        return Subject.user(subject).flatMap(table::find);
    }

    /** The user, whom nobody else changes until the transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<User> lock(UUID id) {
        return table.lock(id);
    }

    /** As {@link #byName}, locked: other transactions change the user only after this one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<User> lockByName(Username username) {
        return table.lockByName(username.key());
    }

    /** Locks users in the order of their identifiers. */
    @Transactional(Transactional.TxType.MANDATORY)
    void lock(List<UUID> ids) {
        if (!ids.isEmpty()) {
            var unused = table.lock(ids);
        }
    }

    /** Finds whose account it is, and counts the attempt to log in: one statement. */
    Found<User> begin(NewAttempt attempt) {
        LoginTable.Row row = logins.begin(attempt);
        return new Found<>(Optional.ofNullable(row.user()), row.counted());
    }

    /** Notes that the password of a counted attempt was right: one statement. */
    void succeeded(CountedAttempt attempt, RightAttempt right, UUID id, boolean loggedIn) {
        var unused = logins.succeeded(attempt, right, id, loggedIn);
    }

    /** Writes a new user, unless the name looks like that of another one; the database decides who was first. */
    public void add(User user) {
        table.lookingLike(user.usernameSkeleton(), user.usernameKey()).ifPresent(other -> {
            throw UserRefusal.confusable("the user " + other);
        });
        try {
            table.add(user);
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    /** Writes other settings; the database decides which roles there are. */
    public User change(UUID id, UserEdit to) {
        try {
            return table.change(id, to);
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    private static RuntimeException refused(RuntimeException e) {
        return BrokenConstraint.of(e)
                .<RuntimeException>map(UserRepository::refusal)
                .orElse(e);
    }

    private static DomainException refusal(BrokenConstraint broken) {
        if (broken.reference()) {
            return HeldRoles.unknown();
        }
        return SKELETON.equals(broken.name()) ? UserRefusal.confusable("another user") : UserRefusal.taken();
    }

    /**
     * Gives the user another password.
     *
     * @param knownWith the roles of who set it; null for all
     */
    public User setPassword(UUID id, String hash, @Nullable SortedSet<String> knownWith, boolean mustChange) {
        return table.setPassword(id, hash, UUID.randomUUID(), knownWith, mustChange);
    }

    /** Says whether the setup file declares the user. */
    public User declare(UUID id, boolean declared) {
        return table.declare(id, declared);
    }

    void acceptTokensAfter(UUID id, Instant from) {
        table.acceptTokensAfter(id, from);
    }

    public void remove(UUID id) {
        table.remove(id);
    }

    void loggedIn(UUID id, Instant at) {
        table.loggedIn(id, at);
    }

    /** Replaces the hash that was checked, and none that took its place meanwhile; says whether. */
    boolean changePassword(UUID id, String from, String to, UUID credential) {
        return table.changePassword(id, from, to, credential);
    }

    /** Replaces a hash by a stronger one of the same password, unless the password was changed meanwhile. */
    void upgradeHash(UUID id, String from, String to) {
        table.upgradeHash(id, from, to);
    }
}
