package dev.signet.admin.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.base.resource.MergePatch;
import java.util.Set;

/**
 * What the setup file may say of things of one kind, as far as the file tells by itself. Plain code: it is asked before there is a
 * database, or a container.
 */
public interface SetupFormat {
    /** What the list of them is called in the file. */
    String kind();

    /** The member by which one of them is told from the others. */
    String idMember();

    /** The other members that an item may have, secrets included. */
    Set<String> members();

    /** Those of a lower number are made first, and removed last: others may refer to them. */
    int order();

    /** What one of them is known by: the same for every way to write its name. */
    default String key(String id) {
        return id;
    }

    /** The members that are secrets: in the file they refer to where the secret is. */
    default Set<String> secretMembers() {
        return Set.of();
    }

    /** The names of those that are always there. */
    default Set<String> builtIn() {
        return Set.of();
    }

    /**
     * Holds an item to what counts whatever the database has.
     *
     * @param members those of the file without the name, with secrets in place of what referred to them
     * @param isNew whether the item is going to be made. If not, what it says may be older than the rules of values, and only known members
     *     and types are looked at
     * @throws dev.signet.base.problem.DomainException where it breaks a rule
     */
    void check(String id, ObjectNode members, MergePatch patches, boolean isNew);
}
