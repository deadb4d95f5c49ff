package dev.signet.identity.role;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.Declared;
import dev.signet.admin.change.SetupFormat;
import dev.signet.base.resource.MergePatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** Roles in the setup file. */
@ApplicationScoped
class DeclaredRoles implements Declared {
    private static final String ANY_VERSION = "*";
    private static final SetupFormat KIND = new RoleSetupFormat();
    private static final RoleEdit UNSAID = new RoleEdit(null);

    private final RoleRepository roles;
    private final RoleAdministration administration;
    private final MergePatch patches;

    DeclaredRoles(RoleRepository roles, RoleAdministration administration, MergePatch patches) {
        this.roles = roles;
        this.administration = administration;
        this.patches = patches;
    }

    @Override
    public SetupFormat what() {
        return KIND;
    }

    @Override
    public Presence presence(String name, boolean lock) {
        Optional<StoredRole> role = lock ? roles.lock(name) : roles.byName(name);
        role.filter(StoredRole::builtIn).ifPresent(found -> {
            throw RoleRefusal.builtIn();
        });
        return Presence.of(role.map(found -> found.declared));
    }

    @Override
    public Result create(String name, ObjectNode members) {
        StoredRole role = administration.create(patches.apply(new NewRole(name, null), members));
        role.declared = true;
        return result(UNSAID, edit(role));
    }

    @Override
    public Result adopt(String name, ObjectNode members) {
        RoleEdit from = edit(find(name));
        StoredRole role = administration.adopt(name, patches.apply(UNSAID, members));
        role.declared = true;
        return result(from, edit(role));
    }

    @Override
    public Result change(String name, ObjectNode members, Set<String> changed) {
        RoleEdit from = edit(find(name));
        RoleEdit to = patches.change(from, members);
        if (!from.equals(to)) {
            administration.change(name, ANY_VERSION, edit -> to);
        }
        return result(from, to);
    }

    private Result result(RoleEdit from, RoleEdit to) {
        return new Result(patches.differences(from, to), Set.of());
    }

    @Override
    public Set<String> differing(String name, ObjectNode members) {
        RoleEdit is = edit(find(name));
        return patches.differences(is, patches.change(is, members)).keySet();
    }

    @Override
    public void release(String name) {
        find(name).declared = false;
    }

    @Override
    public void remove(String name) {
        administration.delete(name, ANY_VERSION);
    }

    private StoredRole find(String name) {
        return roles.byName(name).orElseThrow(RoleRefusal::unknown);
    }

    private static RoleEdit edit(StoredRole role) {
        return new RoleEdit(role.description);
    }
}
