package dev.signet.identity.role;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.change.Declared;
import dev.signet.admin.change.SetupFormat;
import dev.signet.base.resource.ExpectedVersion;
import dev.signet.base.resource.MergePatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** Roles in the setup file. */
@ApplicationScoped
class DeclaredRoles implements Declared<StoredRole> {
    private static final SetupFormat FORMAT = new RoleSetupFormat();
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
    public SetupFormat format() {
        return FORMAT;
    }

    @Override
    public Optional<StoredRole> find(String name, boolean lock) {
        Optional<StoredRole> role = lock ? roles.lock(name) : roles.byName(name);
        role.filter(StoredRole::builtIn).ifPresent(found -> {
            throw RoleRefusal.builtIn();
        });
        return role;
    }

    @Override
    public boolean isDeclared(StoredRole role) {
        return role.declared();
    }

    @Override
    public Result create(String name, ObjectNode members) {
        StoredRole role = administration.create(patches.apply(new NewRole(name, null), members));
        roles.declare(name, true);
        return result(UNSAID, role);
    }

    @Override
    public Result adopt(StoredRole role, ObjectNode members) {
        RoleEdit from = RoleEdit.of(role);
        StoredRole adopted = administration.adopt(role.name(), patches.apply(UNSAID, members));
        roles.declare(role.name(), true);
        return result(from, adopted);
    }

    @Override
    public Result change(StoredRole role, ObjectNode members, Set<String> changed) {
        RoleEdit from = RoleEdit.of(role);
        return result(from, administration.change(role.name(), ExpectedVersion.ANY, members));
    }

    private Result result(RoleEdit from, StoredRole role) {
        return new Result(patches.differences(from, RoleEdit.of(role)), Set.of());
    }

    @Override
    public Set<String> differing(StoredRole role, ObjectNode members) {
        RoleEdit is = RoleEdit.of(role);
        return patches.differences(is, patches.change(is, members)).keySet();
    }

    @Override
    public void release(StoredRole role) {
        roles.declare(role.name(), false);
    }

    @Override
    public void remove(StoredRole role) {
        administration.delete(role.name(), ExpectedVersion.ANY);
    }
}
