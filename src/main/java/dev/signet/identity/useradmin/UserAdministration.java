package dev.signet.identity.useradmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.admin.change.IdempotentAnswers;
import dev.signet.base.problem.ProblemType;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.ExpectedVersion;
import dev.signet.base.resource.MergePatch;
import dev.signet.identity.password.ContextWords;
import dev.signet.identity.password.Password;
import dev.signet.identity.password.PasswordHasher;
import dev.signet.identity.user.User;
import dev.signet.identity.user.UserAdminRules;
import dev.signet.identity.user.UserChange;
import dev.signet.identity.user.UserEdit;
import dev.signet.identity.user.UserRefusal;
import dev.signet.identity.user.UserRepository;
import dev.signet.identity.user.Username;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Changes of users by administrators and by the setup file. Each method takes part in the current transaction: it makes the change,
 * writes the audit event and notifies other rooms, or does none of these.
 */
@ApplicationScoped
class UserAdministration {
    static final String CREATE = "user.create";
    static final String CHANGE = "user.change";
    static final String SET_PASSWORD = "user.set-password";
    static final String DELETE = "user.delete";
    static final String ADOPT = "user.adopt";
    static final String RECOVER = "user.recover";

    private final UserRepository users;
    private final PasswordHasher hasher;
    private final ContextWords words;
    private final MergePatch patches;
    private final IdempotentAnswers answers;
    private final AuditLog audit;
    private final Event<UserChange> changes;
    private final Clock clock;

    UserAdministration(
            UserRepository users,
            PasswordHasher hasher,
            ContextWords words,
            MergePatch patches,
            IdempotentAnswers answers,
            AuditLog audit,
            Event<UserChange> changes,
            Clock clock) {
        this.users = users;
        this.hasher = hasher;
        this.words = words;
        this.patches = patches;
        this.answers = answers;
        this.audit = audit;
        this.changes = changes;
        this.clock = clock;
    }

    /** Takes long: to be called before the transaction of the change. */
    String hash(String password) {
        return hasher.hash(Password.normalized(password));
    }

    /** @param hash of the password */
    @Transactional(TxType.MANDATORY)
    User create(UserAdminRules by, NewUser made, String hash) {
        Username name = Username.of(made.username());
        words.check(made.password(), name.text(), "password");
        by.roles().checkGrant(Set.of(), made.settings().roles());
        User user = User.create(name, hash, by.passwordKnownWith(), made.settings(), now());
        users.add(user);
        audit.record(CREATE, user.subject(), Outcome.SUCCESS, user.allFacts());
        return user;
    }

    @Transactional(TxType.MANDATORY)
    User change(UserAdminRules by, UUID id, ExpectedVersion expected, ObjectNode patch) {
        User user = find(id);
        expected.require(user.tag());
        by.checkTouch(user);
        UserEdit from = UserEdit.of(user);
        UserEdit to = patches.change(from, patch);
        by.roles().checkGrant(from.roles(), to.roles());
        by.checkChange(user, from, to);
        UserAdminRules.checkPasswordFor(user, to.roles());
        if (from.disables(to)) {
            by.checkNotOneself(user);
        }
        if (!(to.enabled() && to.roles().contains(Role.ADMIN))) {
            leaveAnAdministrator(user);
        }
        return from.equals(to) ? user : apply(user.id(), from, to);
    }

    private User apply(UUID id, UserEdit from, UserEdit to) {
        audit.record(CHANGE, id.toString(), Outcome.SUCCESS, patches.differences(from, to));
        User changed = users.change(id, to);
        if (from.disables(to)) {
            changes.fire(new UserChange.Disabled(id.toString()));
        } else if (from.changesRoles(to)) {
            changes.fire(new UserChange.RolesChanged(id.toString()));
        }
        return changed;
    }

    /**
     * @param set the password, and whether the user has to replace it at the next log-in
     * @param hash of the password
     */
    @Transactional(TxType.MANDATORY)
    User setPassword(UserAdminRules by, UUID id, ExpectedVersion expected, PasswordToSet set, String hash) {
        User user = find(id);
        by.checkNotOwnPassword(user);
        expected.require(user.tag());
        by.checkHoldsRolesOf(user);
        words.check(set.password(), user.username(), "password");
        User changed = users.setPassword(id, hash, by.passwordKnownWith(), set.mustChange());
        audit.record(SET_PASSWORD, user.subject(), Outcome.SUCCESS, Map.of("mustChangePassword", set.mustChange()));
        changes.fire(new UserChange.PasswordChanged(user.subject(), Optional.empty()));
        return changed;
    }

    /**
     * Makes of a user that others made the one that the setup file declares, or gives a user to the owner of the machine: nothing that
     * others know or hold of it is good any more.
     *
     * @param action {@link #ADOPT} or {@link #RECOVER}
     */
    @Transactional(TxType.MANDATORY)
    User takeOver(String action, UUID id, UserEdit to, String password) {
        String hash = hash(password);
        User user = find(id);
        words.check(password, user.username(), "password");
        if (!(to.enabled() && to.roles().contains(Role.ADMIN))) {
            leaveAnAdministrator(user);
        }
        users.change(id, to);
        User taken = users.setPassword(id, hash, null, to.mustChangePassword());
        audit.record(action, taken.subject(), Outcome.SUCCESS, taken.allFacts());
        changes.fire(new UserChange.Adopted(taken.subject()));
        answers.forget(taken.subject());
        return taken;
    }

    /** Whether the user still exists. Refuses a caller who lacks a role that the user has now. */
    @Transactional(TxType.MANDATORY)
    boolean stands(UserAdminRules by, UUID id) {
        Optional<User> user = users.find(id);
        user.ifPresent(by::checkHoldsRolesOf);
        return user.isPresent();
    }

    @Transactional(TxType.MANDATORY)
    User delete(UserAdminRules by, UUID id, ExpectedVersion expected) {
        User user = find(id);
        expected.require(user.tag());
        by.checkHoldsRolesOf(user);
        by.checkNotOneself(user);
        leaveAnAdministrator(user);
        audit.record(DELETE, user.subject(), Outcome.SUCCESS, user.facts());
        changes.fire(new UserChange.Deleted(user.subject()));
        answers.forget(user.subject());
        users.remove(id);
        return user;
    }

    /** @throws DomainException 404 */
    private User find(UUID id) {
        return users.lock(id).orElseThrow(UserRefusal::unknown);
    }

    /** The lock makes two administrators who remove each other at once take turns, and the second finds nobody else. */
    private void leaveAnAdministrator(User user) {
        if (user.isEnabledAdministrator()) {
            users.lockAdministrators();
            if (!users.anyOtherEnabledHasRole(user.id(), Role.ADMIN)) {
                throw ProblemType.LAST_ADMINISTRATOR.refusal("This is the last enabled user with the role admin.");
            }
        }
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
