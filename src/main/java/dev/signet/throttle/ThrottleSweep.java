package dev.signet.throttle;

import dev.signet.database.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;

/** Buckets from which nothing is taken any more, and where nobody was seen for long. */
@ApplicationScoped
class ThrottleSweep implements Sweep {
    private final ThrottleRepository repository;
    private final Clock clock;

    ThrottleSweep(ThrottleRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    @Override
    public String rows() {
        return "login-throttle";
    }

    @Override
    public Set<String> tables() {
        return Set.of("login_throttle");
    }

    @Override
    public int remove(int atMost) {
        return repository.remove(clock.instant(), atMost);
    }

    @Override
    public long obsolete() {
        return repository.countObsolete(clock.instant());
    }
}
