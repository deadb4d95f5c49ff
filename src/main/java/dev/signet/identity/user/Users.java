package dev.signet.identity.user;

import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.protocol.Subject;
import dev.signet.identity.role.HeldRoles;
import dev.signet.identity.throttle.CountedAttempt;
import dev.signet.identity.throttle.LoginThrottle;
import dev.signet.identity.throttle.LoginThrottle.Found;
import dev.signet.identity.throttle.NewAttempt;
import dev.signet.identity.throttle.RightAttempt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Everybody who can log in. Each method is one short transaction, or part of the caller's. */
@ApplicationScoped
public class Users {
    private final UserRepository repository;
    private final LoginThrottle throttle;
    private final AuditLog audit;
    private final Event<UserChange> changes;
    private final Clock clock;

    Users(UserRepository repository, LoginThrottle throttle, AuditLog audit, Event<UserChange> changes, Clock clock) {
        this.throttle = throttle;
        this.repository = repository;
        this.audit = audit;
        this.changes = changes;
        this.clock = clock;
    }

    /** The user with this subject, unless disabled; nobody where the subject is no user's. */
    @Transactional
    public Optional<User> enabled(String subject) {
        return repository.bySubject(subject).filter(user -> user.enabled());
    }

    /** Locks the users among these subjects, in a fixed order: no other transaction changes them before this one ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lock(Set<String> subjects) {
        repository.lock(subjects.stream()
                .flatMap(subject -> Subject.user(subject).stream())
                .toList());
    }

    /** The roles of the enabled user with this subject, if a token that was issued then still counts. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Set<String>> roles(String subject, Instant issuedAt) {
        return repository
                .bySubject(subject)
                .filter(user -> user.enabled() && user.accepts(issuedAt))
                .map(User::roles);
    }

    /**
     * Records up to when tokens that were issued to this user are no longer accepted.
     *
     * @param now by the clock that all replicas share
     * @return up to when issued tokens do not count: now, or a little later if the user's tokens were ended just before
     * @throws dev.signet.base.problem.ChangedTooOftenException 429 where that would be too much later
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Instant acceptTokensAfter(UserChange change, Instant now) {
        return repository
                .bySubject(change.subject())
                .map(user -> {
                    Instant from = user.acceptTokensAfter(change, now);
                    repository.acceptTokensAfter(user.id(), from);
                    return from;
                })
                .orElse(now);
    }

    /**
     * Whether somebody who administers users may do something to this one: not to an administrator, unless they are one.
     *
     * @param roles of whoever would do it
     * @throws dev.signet.base.problem.DomainException 403 if not, 404 if there is no such user
     */
    @Transactional
    public void checkMayTouch(String subject, Set<String> roles) {
        User user = repository.bySubject(subject).orElseThrow(UserRefusal::unknown);
        UserAdminRules.checkTouch(new HeldRoles(roles), user);
    }

    /**
     * Whether there is such a user.
     *
     * @throws dev.signet.base.problem.DomainException 404 if not
     */
    @Transactional
    public void checkKnown(String subject) {
        if (repository.bySubject(subject).isEmpty()) {
            throw UserRefusal.unknown();
        }
    }

    /** Finds whose account it is, and counts the attempt to log in. */
    Found<User> begin(NewAttempt attempt) {
        return repository.begin(attempt);
    }

    /**
     * Notes that the password of a counted attempt was right.
     *
     * @param loggedIn whether the user logs in by it
     */
    void succeeded(User user, CountedAttempt attempt, RightAttempt right, boolean loggedIn) {
        repository.succeeded(attempt, right, user.id(), loggedIn);
    }

    /** Notes when somebody logged in who has just chosen another password. */
    void loggedIn(User user) {
        repository.loggedIn(user.id(), clock.instant());
    }

    /** A stronger hash of the same password takes the place of the one that was checked. */
    void upgradeHash(User user, String stronger) {
        repository.upgradeHash(user.id(), user.passwordHash(), stronger);
    }

    /**
     * Gives the user another password, in one statement with the check that it still is the one that was checked.
     *
     * @param credential that no password had before
     * @param session in which the user does that, and which goes on
     * @return whether it did; not, if the user was changed meanwhile, or is gone
     */
    @Transactional
    boolean changePassword(User checked, String hash, UUID credential, Optional<String> session) {
        if (!repository.changePassword(checked.id(), checked.passwordHash(), hash, credential)) {
            return false;
        }
        throttle.replaced(checked.name().key(), checked.credential(), credential);
        audit.as(checked.subject(), checked.username(), checked.roles());
        audit.record(Passwords.CHANGE, checked.subject(), Outcome.SUCCESS, Map.of());
        changes.fire(new UserChange.PasswordChanged(checked.subject(), session));
        return true;
    }
}
