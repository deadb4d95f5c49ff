package dev.signet.role;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.http.MergePatch;
import dev.signet.setup.Declared;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Roles in the setup file. */
@ApplicationScoped
class DeclaredRoles implements Declared {
    private static final String ANY_VERSION = "*";

    private final RoleRepository roles;
    private final RoleAdministration administration;
    private final MergePatch patches;

    DeclaredRoles(RoleRepository roles, RoleAdministration administration, MergePatch patches) {
        this.roles = roles;
        this.administration = administration;
        this.patches = patches;
    }

    @Override
    public String kind() {
        return "roles";
    }

    @Override
    public String idMember() {
        return "name";
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public Result declare(String name, ObjectNode item) {
        boolean made = roles.byName(name).isEmpty();
        if (made) {
            administration.create(patches.apply(new NewRole("", null), item.deepCopy()));
        }
        ObjectNode patch = item.deepCopy();
        patch.remove(idMember());
        RoleEdit from = new RoleEdit(made ? null : description(name));
        RoleEdit to = patches.apply(from, patch);
        if (!made && !from.equals(to)) {
            administration.change(name, ANY_VERSION, edit -> to);
        }
        return new Result(made, patches.differences(from, to));
    }

    private @Nullable String description(String name) {
        return roles.byName(name).orElseThrow().description;
    }

    @Override
    public void remove(String name) {
        if (roles.byName(name).isPresent()) {
            administration.delete(name, ANY_VERSION);
        }
    }
}
