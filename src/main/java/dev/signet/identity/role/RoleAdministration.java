package dev.signet.identity.role;

import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.resource.MergePatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes of roles by administrators and by the setup file. Each method takes part in the current transaction. */
@ApplicationScoped
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

    @Transactional(TxType.MANDATORY)
    StoredRole create(NewRole made) {
        StoredRole role = new StoredRole(made.name(), made.description());
        roles.add(role);
        audit.record(CREATE, role.name, Outcome.SUCCESS, description(role));
        return role;
    }

    /**
     * @param ifMatch the version that is changed
     * @param edit makes of what may be changed what it is to be
     */
    @Transactional(TxType.MANDATORY)
    StoredRole change(String name, @Nullable String ifMatch, UnaryOperator<RoleEdit> edit) {
        StoredRole role = own(name, ifMatch);
        RoleEdit from = new RoleEdit(role.description);
        RoleEdit to = edit.apply(from);
        if (!from.equals(to)) {
            role.description = to.description();
            audit.record(CHANGE, name, Outcome.SUCCESS, patches.differences(from, to));
            roles.flush();
        }
        return role;
    }

    /** Describes a role that others made as the setup file does. */
    @Transactional(TxType.MANDATORY)
    StoredRole adopt(String name, RoleEdit to) {
        StoredRole role = own(name, "*");
        role.description = to.description();
        audit.record(ADOPT, name, Outcome.SUCCESS, description(role));
        return role;
    }

    @Transactional(TxType.MANDATORY)
    StoredRole delete(String name, @Nullable String ifMatch) {
        StoredRole role = own(name, ifMatch);
        audit.record(DELETE, name, Outcome.SUCCESS, description(role));
        roles.remove(role);
        return role;
    }

    private StoredRole own(String name, @Nullable String ifMatch) {
        StoredRole role = roles.lock(name).orElseThrow(RoleRefusal::unknown);
        if (role.builtIn()) {
            throw RoleRefusal.builtIn();
        }
        role.tag().require(ifMatch);
        return role;
    }

    private static Map<String, String> description(StoredRole role) {
        return role.description == null ? Map.of() : Map.of("description", role.description);
    }
}
