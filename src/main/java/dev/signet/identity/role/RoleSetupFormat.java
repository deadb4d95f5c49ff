package dev.signet.identity.role;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.SetupFormat;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.MergePatch;

/** What a setup file says of roles. */
public final class RoleSetupFormat extends SetupFormat {
    public RoleSetupFormat() {
        super("roles", "name", 1, RoleEdit.class);
    }

    @Override
    public void check(String name, ObjectNode members, MergePatch patches, boolean isNew) {
        if (Role.BUILT_IN.contains(name)) {
            throw RoleRefusal.builtIn();
        }
        var unused = patches.read(new NewRole(name, null), members, isNew);
    }
}
