package dev.signet.user;

import dev.signet.http.DomainException;
import dev.signet.http.Violation;
import dev.signet.oauth.Role;
import java.util.Set;

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
        if (user.roles.contains(Role.ADMIN) && !isAdministrator()) {
            throw UserRefusal.beyondOwnRoles("Only an admin may change a user with the role admin.");
        }
    }

    /** Roles that are there already may stay, whatever they are. */
    void checkGrant(Set<String> before, Set<String> after) {
        for (String role : after) {
            if (!before.contains(role)) {
                checkGrant(role);
            }
        }
    }

    private void checkGrant(String role) {
        if (!Role.BUILT_IN.contains(role)) {
            throw DomainException.invalid(new Violation("roles", "must be among " + String.join(", ", Role.BUILT_IN)));
        }
        if (!isAdministrator() && !roles.contains(role)) {
            throw UserRefusal.beyondOwnRoles("Only who holds the role " + role + " may grant it.");
        }
    }

    /** Whoever sets a password can log in with it, and then holds the user's roles. */
    void checkTakeOver(User user) {
        if (!isAdministrator() && !roles.containsAll(user.roles)) {
            throw UserRefusal.beyondOwnRoles("Only who holds all roles of a user may set the password.");
        }
    }

    /** Nobody shuts themselves out. */
    void checkNotOneself(User user) {
        if (user.subject().equals(subject)) {
            throw UserRefusal.oneself();
        }
    }

    private boolean isAdministrator() {
        return roles.contains(Role.ADMIN);
    }
}
