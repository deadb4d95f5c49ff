package dev.signet.identity.role;

import dev.signet.base.database.BrokenConstraint;
import dev.signet.base.database.Sql;
import dev.signet.base.problem.ProblemType;
import dev.signet.base.resource.TextRange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Roles, as they rest in the database. */
@ApplicationScoped
class RoleRepository {
    private final RoleTable table;

    RoleRepository(Sql database) {
        this.table = database.of(RoleTable.class);
    }

    /** PostgreSQL keeps no text with a NUL, nor takes one to compare with. */
    Optional<StoredRole> byName(String name) {
        return name.indexOf('\0') < 0 ? table.find(name) : Optional.empty();
    }

    /** The role, which nobody else changes until the transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<StoredRole> lock(String name) {
        return name.indexOf('\0') < 0 ? table.lock(name) : Optional.empty();
    }

    /** Roles ordered by name: one range of one index. */
    List<StoredRole> page(TextRange names, int limit) {
        return table.page(names.after(), names.from(), names.until(), limit);
    }

    /** Writes a new role; the database decides who was first. */
    void add(StoredRole role) {
        try {
            table.add(role);
        } catch (RuntimeException e) {
            throw BrokenConstraint.of(e).isPresent()
                    ? ProblemType.ROLE_EXISTS.refusal("Change the existing one instead.")
                    : e;
        }
    }

    StoredRole describe(String name, @Nullable String description) {
        return table.describe(name, description);
    }

    /** Says whether the setup file declares the role. */
    void declare(String name, boolean declared) {
        table.declare(name, declared);
    }

    /** Removes a role that nobody has; the database decides whether it was granted first. */
    void remove(String name) {
        try {
            table.remove(name);
        } catch (RuntimeException e) {
            throw BrokenConstraint.of(e).isPresent()
                    ? ProblemType.ROLE_IN_USE.refusal("Remove it from all users and clients first.")
                    : e;
        }
    }
}
