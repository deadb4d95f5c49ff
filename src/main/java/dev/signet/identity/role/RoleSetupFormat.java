package dev.signet.identity.role;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.SetupFormat;
import dev.signet.base.protocol.Role;
import dev.signet.base.resource.MergePatch;
import java.util.Set;

/** What a setup file says of roles. */
public final class RoleSetupFormat implements SetupFormat {
    @Override
    public String kind() {
        return "roles";
    }

    @Override
    public String idMember() {
        return "name";
    }

    @Override
    public Set<String> members() {
        return Set.of("description");
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public Set<String> builtIn() {
        return Role.BUILT_IN;
    }

    @Override
    public void check(String name, ObjectNode members, MergePatch patches, boolean isNew) {
        if (Role.BUILT_IN.contains(name)) {
            throw RoleRefusal.builtIn();
        }
        var unused = patches.read(new NewRole(name, null), members, isNew);
    }
}
