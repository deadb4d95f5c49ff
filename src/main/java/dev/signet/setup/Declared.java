package dev.signet.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Things of one kind that the setup file may declare. A room that has some has one such bean; {@link Setup} finds and calls it. */
public interface Declared {
    /** What the list of them is called in the file. */
    String kind();

    /** The member by which one of them is told from the others. */
    String idMember();

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

    /**
     * Makes one, or makes of it what was declared, as part of the current transaction. Members that are not named stay as they
     * are.
     *
     * @param item as in the file; secrets stand in it in place of what referred to them
     * @return what became different by that
     * @throws dev.signet.http.DomainException where the declaration breaks a rule
     */
    Result declare(String id, ObjectNode item);

    /**
     * Removes one, if it is there, as part of the current transaction.
     *
     * @param key what it is known by
     * @throws dev.signet.http.DomainException where it has to stay
     */
    void remove(String key);

    /**
     * What a declaration did.
     *
     * @param made whether it was not there before
     * @param differences by member, without secrets; empty where everything was as declared
     */
    record Result(boolean made, Map<String, ?> differences) {
        boolean changed() {
            return made || !differences.isEmpty();
        }
    }
}
