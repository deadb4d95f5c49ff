package dev.signet.role;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A role as administrators see it.
 *
 * @param builtIn whether Signet brings it; such a role stays as it is
 * @param declared whether the setup file declares it
 */
@Schema(name = "Role")
public record RoleView(
        String name,
        @Nullable String description,
        boolean builtIn,
        @Schema(readOnly = true) boolean declared) {

    static RoleView of(StoredRole role) {
        return new RoleView(role.name, role.description, role.builtIn(), role.declared);
    }
}
