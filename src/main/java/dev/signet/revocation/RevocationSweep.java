package dev.signet.revocation;

import dev.signet.database.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;

/** Rows of revocations that nothing alive can be subject to any more. */
@ApplicationScoped
class RevocationSweep implements Sweep {
    private final RevocationRepository repository;
    private final Clock clock;

    RevocationSweep(RevocationRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    @Override
    public String rows() {
        return "revocation";
    }

    @Override
    public Set<String> tables() {
        return Set.of("revocation");
    }

    @Override
    public int remove(int atMost) {
        return repository.removeLapsed(clock.instant().getEpochSecond(), atMost);
    }

    @Override
    public long obsolete() {
        return repository.countLapsed(clock.instant().getEpochSecond());
    }
}
