package dev.signet.launch.setup;

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
 * @param left whether the item has left the file since
 * @param removed whether that removed what it declared
 */
record AppliedItem(
        String key, boolean owned, boolean adopt, Map<String, String> members, boolean left, boolean removed) {
    /** The same when the item is no longer declared: it is remembered, or what was ended would be new when the item comes back. */
    AppliedItem leave(boolean removing) {
        return new AppliedItem(key, owned, adopt, members, true, removing);
    }

    /** The members that are not what they were. */
    Set<String> changedSince(@Nullable AppliedItem before) {
        if (before == null) {
            return members.keySet();
        }
        Set<String> changed = new TreeSet<>(members.keySet());
        changed.addAll(before.members.keySet());
        changed.removeIf(name -> members.getOrDefault(name, "").equals(before.members.getOrDefault(name, "")));
        return changed;
    }
}
