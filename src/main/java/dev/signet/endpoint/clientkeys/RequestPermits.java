package dev.signet.endpoint.clientkeys;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Places for requests that are held up: so many at once in all, and so many for each of those for whom a place counts. */
public final class RequestPermits {
    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> takenBy = new HashMap<>();
    private int taken;

    /**
     * All places are free.
     *
     * @param most in all, at least 1
     * @param mostOfOne for each owner, at least 1
     */
    public RequestPermits(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Takes one place that counts for each of these owners; returns whether there was one. */
    public synchronized boolean take(Collection<String> owners) {
        if (taken == most || owners.stream().anyMatch(owner -> takenBy.getOrDefault(owner, 0) >= mostOfOne)) {
            return false;
        }
        taken++;
        owners.forEach(owner -> takenBy.merge(owner, 1, Integer::sum));
        return true;
    }

    public synchronized void giveBack(Collection<String> owners) {
        taken--;
        owners.forEach(owner -> takenBy.computeIfPresent(owner, (any, count) -> count == 1 ? null : count - 1));
    }

    public synchronized int taken() {
        return taken;
    }
}
