package dev.signet.session;

import dev.signet.database.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/** Removes sessions that are over: that they are, revocations tell and expired tokens. */
@ApplicationScoped
class SessionSweep implements Sweep {
    private final SessionRepository repository;
    private final RefreshPolicy policy;
    private final Clock clock;

    SessionSweep(SessionRepository repository, RefreshPolicy policy, Clock clock) {
        this.repository = repository;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public String rows() {
        return "session";
    }

    @Override
    public Set<String> tables() {
        return Set.of("user_session");
    }

    @Override
    public int remove(int atMost) {
        Instant now = clock.instant();
        return repository.sweep(now, policy.idleTimeout(), atMost);
    }

    @Override
    public long obsolete() {
        Instant now = clock.instant();
        return repository.countOver(now, policy.idleTimeout());
    }
}
