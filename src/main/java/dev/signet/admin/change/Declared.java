package dev.signet.admin.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Things of one kind that the setup file may declare. A room that has some has one such bean; {@link dev.signet.launch.setup.Setup} finds and calls it. Each
 * method is part of the current transaction. A declaration that breaks a rule is a {@link dev.signet.base.problem.DomainException}.
 *
 * <p>The members of an item are those of the file without the name. Secrets stand in them in place of what referred to them.
 *
 * @param <T> one of these things, as it rests in the database
 */
public interface Declared<T> {
    /** What the file may say of them. */
    SetupFormat format();

    /**
     * What there is of a name.
     *
     * @param key as {@link SetupFormat#key} says
     * @param lock whether it is going to be changed: then others change it only after the current transaction
     */
    Optional<T> find(String key, boolean lock);

    /** Whether the file made it, or took it over; otherwise it has the name of a declared thing, and was made by others. */
    boolean isDeclared(T thing);

    /** Makes one. */
    Result create(String id, ObjectNode members);

    /**
     * Takes over an existing one, and resets it to the declaration. Members that are not named become what they are in a new one. All
     * earlier secrets, keys, sessions and tokens end.
     */
    Result adopt(T thing, ObjectNode members);

    /**
     * Changes a declared one to what is declared now. Members that are not named stay as they are.
     *
     * @param changed the members that differ from when the item was applied last. A secret that is not among them is left alone,
     *     since it may have been ended
     */
    Result change(T thing, ObjectNode members, Set<String> changed);

    /** The members of a declared one that are not as in the file, since somebody changed them. */
    Set<String> differing(T thing, ObjectNode members);

    /** Leaves a declared one to administrators. */
    void release(T thing);

    /** Removes a declared one. */
    void remove(T thing);

    /**
     * What a declaration did.
     *
     * @param differences by member, without secrets; empty where everything was as declared
     * @param secrets the members whose secret became valid by it, where one was there before or is made beside it
     */
    record Result(Map<String, ?> differences, Set<String> secrets) {}
}
