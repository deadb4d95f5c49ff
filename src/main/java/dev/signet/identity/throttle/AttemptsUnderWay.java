package dev.signet.identity.throttle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many attempts of each kind are under way in this process. */
final class AttemptsUnderWay {
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final Map<String, Integer> counts = new HashMap<>();

    /** For one attempt, which holds none yet. */
    Permits none() {
        return new Permits();
    }

    /** What one attempt holds until it is over. For one thread. */
    final class Permits implements AutoCloseable {
        private final List<String> names = new ArrayList<>();

        /** @throws TooManyAttemptsException when so many have one of this name already */
        void take(String name, int most) {
            if (!begin(name, most)) {
                throw new TooManyAttemptsException(MOMENT);
            }
            names.add(name);
        }

        @Override
        public void close() {
            names.forEach(AttemptsUnderWay.this::end);
            names.clear();
        }
    }

    private synchronized boolean begin(String name, int most) {
        int now = counts.getOrDefault(name, 0);
        if (now >= most) {
            return false;
        }
        counts.put(name, now + 1);
        return true;
    }

    private synchronized void end(String name) {
        counts.computeIfPresent(name, (same, now) -> now == 1 ? null : now - 1);
    }
}
