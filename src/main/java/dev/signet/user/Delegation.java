package dev.signet.user;

import dev.signet.oauth.Role;
import dev.signet.role.HeldRoles;
import java.util.Set;

/**
 * What somebody who administers users may do to others: nothing that would give anybody more than they hold themselves. An
 * {@code admin} holds all roles.
 *
 * @param subject who it is
 * @param roles what they hold
 */
record Delegation(String subject, HeldRoles roles) {
    /** Whoever is not an administrator does not touch one. */
    void checkTouch(User user) {
        checkTouch(roles, user);
    }

    /** The same, for who holds these roles. */
    static void checkTouch(HeldRoles roles, User user) {
        if (user.roles.contains(Role.ADMIN)) {
            roles.checkInclude(Set.of(Role.ADMIN), "Only an admin may change a user with the role admin.");
        }
    }

    /** Nobody grants or takes away a role that they do not hold. */
    void checkRoles(Set<String> before, Set<String> after) {
        roles.checkGrant(before, after);
    }

    /**
     * For what gives or takes all that a user can do: whoever sets a password can log in with it, who enables a user gives
     * the roles back, who deletes one takes them away.
     */
    void checkHoldsRolesOf(User user) {
        roles.checkInclude(
                user.roles, "Only who holds all roles of a user may set the password, enable or delete the user.");
    }

    /** Nobody shuts themselves out. */
    void checkNotOneself(User user) {
        if (user.subject().equals(subject)) {
            throw UserRefusal.oneself();
        }
    }
}
