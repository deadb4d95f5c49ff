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
        return new RoleRefusal(404, "not-found", "Not Found", "There is no role of this name.");
    }

    static RoleRefusal exists() {
        return new RoleRefusal(409, "role-exists", "There is this role already", "Change the one that is there.");
    }

    static RoleRefusal builtIn() {
        return new RoleRefusal(
                409, "built-in-role", "Built-in roles stay as they are", "Signet brings this role and relies on it.");
    }

    static RoleRefusal inUse() {
        return new RoleRefusal(
                409, "role-in-use", "Somebody has this role", "Take it away from all who have it first.");
    }
}
