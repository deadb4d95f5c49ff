package dev.signet.setup;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was applied of an item.
 *
 * @param key what it was known by then
 * @param owned whether it is removed when it is no longer declared
 * @param adopt whether the file said that it may take over what others made
 * @param members the {@linkplain Fingerprints fingerprint} of each
 */
record Applied(String key, boolean owned, boolean adopt, Map<String, String> members) {
    /** The members that are not what they were. */
    Set<String> changedSince(@Nullable Applied before) {
        if (before == null) {
            return members.keySet();
        }
        Set<String> changed = new TreeSet<>(members.keySet());
        changed.addAll(before.members.keySet());
        changed.removeIf(name -> members.getOrDefault(name, "").equals(before.members.getOrDefault(name, "")));
        return changed;
    }
}
