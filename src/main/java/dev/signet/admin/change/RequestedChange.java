package dev.signet.admin.change;

import java.util.Set;
import java.util.TreeSet;

/**
 * A change that a caller asks for.
 *
 * @param action its name in the audit trail
 * @param target identifier of the thing that is changed
 * @param changesSubject whether the target is the subject of a user or client that is changed
 */
public record RequestedChange(String action, String target, boolean changesSubject) {
    /** A change of something that does not act by itself. */
    public static RequestedChange of(String action, String target) {
        return new RequestedChange(action, target, false);
    }

    /**
     * A change of a user or a client.
     *
     * @param subject {@code sub} of their tokens
     */
    public static RequestedChange on(String action, String subject) {
        return new RequestedChange(action, subject, true);
    }

    /**
     * The subjects to lock: the caller, and the target if it is a subject. Locked together in one order, two callers who change each
     * other do not wait for each other.
     */
    public Set<String> subjects(String caller) {
        Set<String> subjects = new TreeSet<>(Set.of(caller));
        if (changesSubject) {
            subjects.add(target);
        }
        return subjects;
    }
}
