package dev.signet.session.list;

import dev.signet.base.resource.Listing;
import dev.signet.base.resource.Page;
import dev.signet.base.resource.PageFilter;
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
    private final RefreshPolicy policy;
    private final Clock clock;

    SessionList(SessionRepository repository, RefreshPolicy policy, Clock clock) {
        this.repository = repository;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * One page, the latest first.
     *
     * @param current the {@code sid} of the token that asks; null if it has none
     */
    @Transactional
    Page<SessionView> page(SessionFilter wanted, PageFilter page, @Nullable String current) {
        Listing listing = wanted.listing();
        Optional<UUID> before = listing.place(page.cursor(), UUID::fromString);
        Instant now = clock.instant();
        var found = repository.page(wanted, before, now, policy.usedAfter(now), page.most());
        return listing.page(found, page, session -> session.id().toString(), session -> view(session, current));
    }

    private SessionView view(Session session, @Nullable String current) {
        return new SessionView(
                session.id(),
                session.userId(),
                session.clientId(),
                session.createdAt(),
                session.lastUsedAt(),
                policy.end(session.facts()),
                session.address(),
                session.userAgent(),
                session.id().toString().equals(current));
    }
}
