package dev.signet.identity.role;

import org.jspecify.annotations.Nullable;

/**
 * A role as administrators see it.
 *
 * @param builtIn whether Signet brings it; such a role stays as it is
 * @param declared whether the setup file declares it
 */
public record RoleView(String name, @Nullable String description, boolean builtIn, boolean declared) {

    static RoleView of(StoredRole role) {
        return new RoleView(role.name(), role.description(), role.builtIn(), role.declared());
    }
}
