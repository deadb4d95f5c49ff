package dev.signet.user;

import dev.signet.http.DomainException;
import dev.signet.http.Violation;
import dev.signet.oauth.Role;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody who administers users may do to others: nothing that would give anybody more than they hold themselves. An
 * {@code admin} holds all roles.
 *
 * @param subject who it is
 * @param roles what they hold
 */
record Delegation(String subject, Set<String> roles) {
    /** Whoever is not an administrator does not touch one. */
    void checkTouch(User user) {
        checkTouch(roles, user);
    }

    /** The same, for who holds these roles. */
    static void checkTouch(Set<String> roles, User user) {
        if (user.roles.contains(Role.ADMIN) && !roles.contains(Role.ADMIN)) {
            throw UserRefusal.beyondOwnRoles("Only an admin may change a user with the role admin.");
        }
    }

    /**
     * Roles that are not one's own are neither granted nor taken away, or whoever took them away first could do to the user
     * what {@link #checkHoldsRolesOf} is there to stop. What is there already may stay, whatever it is.
     */
    void checkRoles(Set<String> before, Set<String> after) {
        Set<String> granted = difference(after, before);
        if (!Role.BUILT_IN.containsAll(granted)) {
            throw DomainException.invalid(new Violation("roles", "must be among " + String.join(", ", Role.BUILT_IN)));
        }
        if (!holds(granted) || !holds(difference(before, after))) {
            throw UserRefusal.beyondOwnRoles("Only who holds a role may grant it or take it away.");
        }
    }

    /**
     * For what gives or takes all that a user can do: whoever sets a password can log in with it, who enables a user gives
     * the roles back, who deletes one takes them away.
     */
    void checkHoldsRolesOf(User user) {
        if (!holds(user.roles)) {
            throw UserRefusal.beyondOwnRoles(
                    "Only who holds all roles of a user may set the password, enable or delete the user.");
        }
    }

    /** Nobody shuts themselves out. */
    void checkNotOneself(User user) {
        if (user.subject().equals(subject)) {
            throw UserRefusal.oneself();
        }
    }

    private boolean holds(Set<String> others) {
        return roles.contains(Role.ADMIN) || roles.containsAll(others);
    }

    private static Set<String> difference(Set<String> these, Set<String> without) {
        Set<String> difference = new TreeSet<>(these);
        difference.removeAll(without);
        return difference;
    }
}
