package dev.signet.session.list;

import dev.signet.base.resource.Cursors;
import dev.signet.base.resource.Limit;
import dev.signet.base.resource.ListIdentity;
import dev.signet.base.resource.Page;
import dev.signet.session.lifecycle.Session;
import dev.signet.session.lifecycle.SessionFilter;
import dev.signet.session.lifecycle.SessionRepository;
import dev.signet.session.refresh.RefreshPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows sessions that are alive. */
@ApplicationScoped
class SessionList {
    private final SessionRepository repository;
    private final Cursors cursors;
    private final RefreshPolicy policy;
    private final Clock clock;

    SessionList(SessionRepository repository, Cursors cursors, RefreshPolicy policy, Clock clock) {
        this.repository = repository;
        this.cursors = cursors;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * One page, the latest first.
     *
     * @param current the {@code sid} of the token that asks; null if it has none
     */
    @Transactional
    Page<SessionView> page(SessionFilter wanted, Limit limit, @Nullable String cursor, @Nullable String current) {
        ListIdentity listing = wanted.listing();
        Optional<UUID> before = cursors.place(cursor, listing, UUID::fromString);
        Instant now = clock.instant();
        var found = repository.page(wanted, before, now, policy.usedAfter(now), limit.items() + 1);
        return cursors.page(found, limit, listing, session -> session.id.toString(), session -> view(session, current));
    }

    private SessionView view(Session session, @Nullable String current) {
        return new SessionView(
                session.id,
                session.userId,
                session.clientId,
                session.createdAt,
                session.lastUsedAt,
                policy.end(session.facts()),
                session.address,
                session.userAgent,
                session.id.toString().equals(current));
    }
}
