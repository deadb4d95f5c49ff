package dev.signet.identity.role;

import dev.signet.admin.change.ConfirmedCaller;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import dev.signet.base.problem.Violation;
import dev.signet.base.protocol.Role;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The roles of whoever would give roles to others, or take them away. Nobody gives more than they hold.
 *
 * @param names as they stand in the claim {@code groups}
 */
public record HeldRoles(Set<String> names) {
    /** The longest name of a role. */
    public static final int MAX_NAME = 64;

    /** So many roles has somebody at most, or a token that names them would be too long. */
    public static final int MOST = 50;

    /** Those of the caller. */
    public static HeldRoles of(ConfirmedCaller caller) {
        return new HeldRoles(caller.roles());
    }

    /**
     * A caller grants and removes only roles that they hold. Otherwise they could first remove a role of a stronger user, and then do
     * what {@link #checkInclude} is there to stop. Roles that the user has already may stay.
     *
     * @throws DomainException 403
     */
    public void checkGrant(Set<String> before, Set<String> after) {
        Set<String> changed = difference(after, before);
        changed.addAll(difference(before, after));
        checkInclude(changed, "You can only grant or remove roles that you hold.");
    }

    /**
     * Lets pass only who holds these roles.
     *
     * @param detail of the refusal
     * @throws DomainException 403
     */
    public void checkInclude(Set<String> others, String detail) {
        if (!Role.include(names, others)) {
            throw ProblemType.BEYOND_OWN_ROLES.refusal(detail);
        }
    }

    /**
     * Checks a change of a user or client: a caller who lacks one of its roles can only narrow it.
     *
     * @param roles that the user or client has
     * @throws DomainException 403 that names each member of which the change does more than narrow
     */
    public <T extends Record> void checkChange(Set<String> roles, Narrowing<T> narrowing, T from, T to) {
        if (Role.include(names, roles)) {
            return;
        }
        List<String> broken = narrowing.broken(from, to);
        if (!broken.isEmpty()) {
            throw ProblemType.BEYOND_OWN_ROLES.refusal("You can only remove here, because you do not hold "
                    + String.join(", ", difference(roles, names)) + ": " + String.join("; ", broken) + ".");
        }
    }

    /** 400: one of the roles does not exist. What the database says of a row that refers to a role that is not there. */
    public static DomainException unknown() {
        return DomainException.invalid(new Violation("roles", "names an unknown role"));
    }

    private static Set<String> difference(Set<String> these, Set<String> without) {
        Set<String> difference = new TreeSet<>(these);
        difference.removeAll(without);
        return difference;
    }
}
