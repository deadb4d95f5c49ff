package dev.signet.assertion;

import dev.signet.database.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;

/** Removes used assertions that have expired since: nobody takes those anyway. */
@ApplicationScoped
class AssertionSweep implements Sweep {
    private final AssertionRepository repository;
    private final Clock clock;

    AssertionSweep(AssertionRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    @Override
    public String rows() {
        return "client-assertion";
    }

    @Override
    public Set<String> tables() {
        return Set.of("client_assertion");
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
