package dev.signet.identity.role;

import dev.signet.base.problem.ProblemType;
import dev.signet.base.resource.TextRange;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;

@ApplicationScoped
class RoleRepository implements PanacheRepositoryBase<StoredRole, String> {
    Optional<StoredRole> byName(String name) {
        return byName(name, LockModeType.NONE);
    }

    /** The role, which nobody else changes until the transaction ends. */
    Optional<StoredRole> lock(String name) {
        return byName(name, LockModeType.PESSIMISTIC_WRITE);
    }

    /** PostgreSQL keeps no text with a NUL, nor takes one to compare with. */
    private Optional<StoredRole> byName(String name, LockModeType lock) {
        return name.indexOf('\0') < 0 ? findByIdOptional(name, lock) : Optional.empty();
    }

    /** Roles ordered by name: one range of one index. */
    List<StoredRole> page(TextRange names, int limit) {
        return find("name > ?1 and name >= ?2 and name < ?3 order by name", names.after(), names.from(), names.until())
                .page(0, limit)
                .list();
    }

    /** Writes a new role; the database decides who was first. */
    void add(StoredRole role) {
        try {
            persistAndFlush(role);
        } catch (ConstraintViolationException e) {
            throw ProblemType.ROLE_EXISTS.refusal("Change the existing one instead.");
        }
    }

    /** Removes a role that nobody has; the database decides whether it was granted first. */
    void remove(StoredRole role) {
        try {
            delete(role);
            flush();
        } catch (ConstraintViolationException e) {
            throw ProblemType.ROLE_IN_USE.refusal("Remove it from all users and clients first.");
        }
    }
}
