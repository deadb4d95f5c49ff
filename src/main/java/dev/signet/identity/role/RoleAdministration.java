package dev.signet.identity.role;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.resource.ExpectedVersion;
import dev.signet.base.resource.MergePatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;

/** Changes of roles by administrators and by the setup file. Each method takes part in the current transaction. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class RoleAdministration {
    static final String CREATE = "role.create";
    static final String CHANGE = "role.change";
    static final String DELETE = "role.delete";
    static final String ADOPT = "role.adopt";

    private final RoleRepository roles;
    private final MergePatch patches;
    private final AuditLog audit;

    RoleAdministration(RoleRepository roles, MergePatch patches, AuditLog audit) {
        this.roles = roles;
        this.patches = patches;
        this.audit = audit;
    }

    StoredRole create(NewRole made) {
        StoredRole role = StoredRole.made(made);
        roles.add(role);
        audit.record(CREATE, role.name(), Outcome.SUCCESS, description(role));
        return role;
    }

    StoredRole change(String name, ExpectedVersion expected, ObjectNode patch) {
        StoredRole role = own(name, expected);
        RoleEdit from = RoleEdit.of(role);
        RoleEdit to = patches.change(from, patch);
        if (from.equals(to)) {
            return role;
        }
        audit.record(CHANGE, name, Outcome.SUCCESS, patches.differences(from, to));
        return roles.describe(name, to.description());
    }

    /** Describes a role that others made as the setup file does. */
    StoredRole adopt(String name, RoleEdit to) {
        own(name, ExpectedVersion.ANY);
        StoredRole role = roles.describe(name, to.description());
        audit.record(ADOPT, name, Outcome.SUCCESS, description(role));
        return role;
    }

    StoredRole delete(String name, ExpectedVersion expected) {
        StoredRole role = own(name, expected);
        audit.record(DELETE, name, Outcome.SUCCESS, description(role));
        roles.remove(name);
        return role;
    }

    private StoredRole own(String name, ExpectedVersion expected) {
        StoredRole role = roles.lock(name).orElseThrow(RoleRefusal::unknown);
        if (role.builtIn()) {
            throw RoleRefusal.builtIn();
        }
        expected.require(role.tag());
        return role;
    }

    private static Map<String, String> description(StoredRole role) {
        return role.description() == null ? Map.of() : Map.of("description", role.description());
    }
}
