package dev.signet.throttle;

import java.util.HashMap;
import java.util.Map;

/** How many attempts of each kind are under way in this process. */
final class UnderWay {
    private final Map<String, Integer> counts = new HashMap<>();

    /** Says whether one more of this name may begin, and counts it if so: its end must follow. */
    synchronized boolean begin(String name, int most) {
        int now = counts.getOrDefault(name, 0);
        if (now >= most) {
            return false;
        }
        counts.put(name, now + 1);
        return true;
    }

    /** One that began is over. */
    synchronized void end(String name) {
        counts.computeIfPresent(name, (same, now) -> now == 1 ? null : now - 1);
    }
}
