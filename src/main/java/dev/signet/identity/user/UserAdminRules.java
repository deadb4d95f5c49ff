package dev.signet.identity.user;

import dev.signet.admin.change.ConfirmedCaller;
import dev.signet.base.problem.ProblemType;
import dev.signet.base.protocol.Role;
import dev.signet.identity.role.HeldRoles;
import dev.signet.identity.role.Narrowing;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who administers users may do to others: nothing that would give anybody more than they hold themselves. An
 * {@code admin} holds all roles.
 *
 * @param subject who it is
 * @param roles what they hold
 */
public record UserAdminRules(String subject, HeldRoles roles) {
    /** Besides ending sessions, a caller who lacks one of a user's roles can make only these changes. */
    static final Narrowing<UserEdit> NARROWING = new Narrowing<UserEdit>()
            .with("roles", "may only lose entries", (from, to) -> from.roles().containsAll(to.roles()))
            .with("enabled", "may only become false", (from, to) -> !to.enabled());

    public static UserAdminRules of(ConfirmedCaller caller) {
        return new UserAdminRules(caller.subject(), HeldRoles.of(caller));
    }

    /** Whoever is not an administrator does not touch one. */
    public void checkTouch(User user) {
        checkTouch(roles, user);
    }

    /** The same, for who holds these roles. */
    static void checkTouch(HeldRoles roles, User user) {
        if (user.roles().contains(Role.ADMIN)) {
            roles.checkInclude(Set.of(Role.ADMIN), "Only an admin may change a user with the role admin.");
        }
    }

    /** A caller who lacks one of the user's roles can only narrow. That protects the e-mail address, too: it may become a way to log in. */
    public void checkChange(User user, UserEdit from, UserEdit to) {
        roles.checkChange(user.roles(), NARROWING, from, to);
    }

    /** For changes that give or take all that a user can do: with a password that they set, callers can log in. */
    public void checkHoldsRolesOf(User user) {
        roles.checkInclude(
                user.roles(),
                "To create or delete a user, or to set the password, you must hold all roles of the user.");
    }

    /** With which roles a password is known that this administrator sets; null for all. */
    public @Nullable SortedSet<String> passwordKnownWith() {
        return roles.names().contains(Role.ADMIN) ? null : new TreeSet<>(roles.names());
    }

    /** Who set a password can log in with it, and replace one that has to be changed: that would give them the roles. */
    public static void checkPasswordFor(User user, Set<String> roles) {
        Set<String> added = new TreeSet<>(roles);
        added.removeAll(user.roles());
        if (user.passwordKnownWith() != null && !Role.include(user.passwordKnownWith(), added)) {
            throw ProblemType.CREDENTIAL_KNOWN.refusal(
                    "The administrator who set the password lacks a role that you would grant, and could log in as the user."
                            + " Set another password first, or let the user change it.");
        }
    }

    /** Nobody shuts themselves out. */
    public void checkNotOneself(User user) {
        if (is(user)) {
            throw ProblemType.ONESELF.refusal("Another administrator can disable or delete you.");
        }
    }

    /** A stolen token must not be enough to replace the password of its owner. */
    public void checkNotOwnPassword(User user) {
        if (is(user)) {
            throw ProblemType.ONESELF.refusal(
                    "PUT /api/me/password changes your own password: it asks for the current one.");
        }
    }

    private boolean is(User user) {
        return user.subject().equals(subject);
    }
}
