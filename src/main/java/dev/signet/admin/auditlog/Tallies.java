package dev.signet.admin.auditlog;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was counted since it was last taken. Bounded in steps, so that nobody hides what others do by doing much: what one source
 * does to too many targets counts as done by it to various ones, and only what too many sources do as done by various ones. For
 * any thread.
 */
@Singleton
final class Tallies {
    /** Kinds that are counted separately for one source, action and outcome. */
    static final int MOST_OF_SOURCE = 10;

    /** Kinds that are counted separately for one action and outcome. One {@link #take} makes at most this many events, and one more. */
    static final int MOST = 100;

    private Map<Tally.Kind, Tally> counted = new LinkedHashMap<>();

    /** How many are told apart of a source, or of all. */
    private final Map<Tally.Kind, Integer> told = new HashMap<>();

    synchronized void add(Tally.Kind kind, Tally tally) {
        Tally.Kind source = kind.ofSource();
        Tally.Kind all = kind.amongOthers();
        if (counted.containsKey(kind) || (told(source) < MOST_OF_SOURCE && told(all) < MOST)) {
            count(kind, tally);
        } else {
            count(counted.containsKey(source) || told(all) < MOST ? source : all, tally);
        }
    }

    private int told(Tally.Kind group) {
        return told.getOrDefault(group, 0);
    }

    private void count(Tally.Kind kind, Tally tally) {
        if (!counted.containsKey(kind)) {
            told.merge(kind.ofSource(), 1, Integer::sum);
            told.merge(kind.amongOthers(), 1, Integer::sum);
        }
        counted.merge(kind, tally, Tally::and);
    }

    synchronized Map<Tally.Kind, Tally> take() {
        Map<Tally.Kind, Tally> taken = counted;
        counted = new LinkedHashMap<>();
        told.clear();
        return taken;
    }
}
