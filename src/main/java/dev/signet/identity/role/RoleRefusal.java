package dev.signet.identity.role;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;

/** A change of a role that is not made. */
final class RoleRefusal {
    private RoleRefusal() {}

    static DomainException unknown() {
        return ProblemType.NOT_FOUND.refusal("No role has this name.");
    }

    static DomainException builtIn() {
        return ProblemType.BUILT_IN_ROLE.refusal("Signet defines this role.");
    }
}
