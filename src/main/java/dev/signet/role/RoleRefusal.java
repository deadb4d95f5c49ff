package dev.signet.role;

import dev.signet.http.DomainException;
import dev.signet.http.Problem;

/** A change of a role that is not made. */
final class RoleRefusal extends DomainException {
    private static final long serialVersionUID = 1L;

    private RoleRefusal(int status, String code, String title, String detail) {
        super(Problem.of(status, code, title, detail));
    }

    static RoleRefusal unknown() {
        return new RoleRefusal(404, "not-found", "Not Found", "No role has this name.");
    }

    static RoleRefusal exists() {
        return new RoleRefusal(409, "role-exists", "The role exists already", "Change the existing one instead.");
    }

    static RoleRefusal builtIn() {
        return new RoleRefusal(409, "built-in-role", "Built-in roles cannot be changed", "Signet defines this role.");
    }

    static RoleRefusal inUse() {
        return new RoleRefusal(409, "role-in-use", "The role is in use", "Remove it from all users and clients first.");
    }
}
