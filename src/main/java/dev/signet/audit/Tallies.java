package dev.signet.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was counted since it was last taken. Bounded: what is of too many kinds counts as various. For any thread. */
final class Tallies {
    /** Kinds that are told apart: so many events at most come of one taking, and a few more. */
    static final int MOST = 200;

    private Map<Tally.Kind, Tally> counted = new LinkedHashMap<>();

    synchronized void add(Tally.Kind kind, Tally tally) {
        boolean room = counted.containsKey(kind) || counted.size() < MOST;
        counted.merge(room ? kind : kind.amongOthers(), tally, Tally::and);
    }

    synchronized Map<Tally.Kind, Tally> take() {
        Map<Tally.Kind, Tally> taken = counted;
        counted = new LinkedHashMap<>();
        return taken;
    }
}
