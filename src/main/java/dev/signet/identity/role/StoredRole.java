package dev.signet.identity.role;

import dev.signet.base.protocol.Role;
import dev.signet.base.resource.EntityTag;
import org.jspecify.annotations.Nullable;

/**
 * A role that can be granted.
 *
 * @param declared by the setup file
 */
public record StoredRole(String name, @Nullable String description, boolean declared, long version) {
    /** A role that is not written yet. */
    static StoredRole made(NewRole role) {
        return new StoredRole(role.name(), role.description(), false, EntityTag.firstVersion());
    }

    boolean builtIn() {
        return Role.BUILT_IN.contains(name);
    }

    EntityTag tag() {
        return EntityTag.of(version);
    }
}
