package dev.signet.role;

import dev.signet.http.DomainException;
import dev.signet.http.ProblemType;

/** A change of a role that is not made. */
final class RoleRefusal {
    private RoleRefusal() {}

    static DomainException unknown() {
        return ProblemType.NOT_FOUND.refusal("No role has this name.");
    }

    static DomainException exists() {
        return ProblemType.ROLE_EXISTS.refusal("Change the existing one instead.");
    }

    static DomainException builtIn() {
        return ProblemType.BUILT_IN_ROLE.refusal("Signet defines this role.");
    }

    static DomainException inUse() {
        return ProblemType.ROLE_IN_USE.refusal("Remove it from all users and clients first.");
    }
}
