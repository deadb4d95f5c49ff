package dev.signet.session;

import dev.signet.session.RefreshPolicy.Decision;
import dev.signet.user.User;
import dev.signet.user.Users;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where sessions begin and go on: a short transaction each. First it locks what {@link SessionEnds} locks too, then it reads
 * what the user may do, then the time that the tokens will carry; so none escapes a change that is under way.
 */
@ApplicationScoped
class SessionLifeCycle {
    private final SessionRepository repository;
    private final Users users;
    private final SessionEnds ends;
    private final RefreshPolicy policy;
    private final Clock clock;

    SessionLifeCycle(SessionRepository repository, Users users, SessionEnds ends, RefreshPolicy policy, Clock clock) {
        this.repository = repository;
        this.users = users;
        this.ends = ends;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Begins a session.
     *
     * @param authenticated who has just proved to be that
     * @return nothing if they have ceased to be meanwhile
     */
    @Transactional
    Optional<Grant> begin(User authenticated, Session session) {
        return users.lockStillValid(authenticated).map(user -> {
            session.begin(user.subject(), clock.instant(), policy.lifespan());
            repository.persist(session);
            return grant(session, user, false);
        });
    }

    /**
     * Exchanges a refresh token for its successor.
     *
     * @throws RefreshRefusal when it is not good for that; if it was used before, the session is ended
     */
    @Transactional(dontRollbackOn = RefreshRefusal.class)
    Grant refresh(RefreshToken token, String clientId) {
        Instant now = clock.instant();
        Optional<Session> rotated = repository.rotate(token, clientId, now, policy.usedAfter(now));
        Session session = rotated.orElseGet(() -> repeat(token, clientId, now));
        User user = users.enabled(session.subject()).orElseThrow(() -> new RefreshRefusal(Decision.ENDED));
        return grant(session, user, rotated.isEmpty());
    }

    /** The token is not the one that may be used next: once it was, or it never will be. */
    private Session repeat(RefreshToken token, String clientId, Instant now) {
        Session session = repository.lock(token, clientId).orElseThrow(() -> new RefreshRefusal(Decision.UNKNOWN));
        Decision decision = policy.decide(session.facts(), token.generation(), now);
        if (decision == Decision.REUSE) {
            ends.reused(session);
        }
        if (decision != Decision.REPEAT) {
            throw new RefreshRefusal(decision);
        }
        return session;
    }

    private Grant grant(Session session, User user, boolean repeated) {
        Instant now = clock.instant();
        // a cut-off means its whole second, since iat tells no more; a token of that second would be dead at birth
        Instant at = user.tokensValidFrom()
                .map(cutoff -> cutoff.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
                .filter(now::isBefore)
                .orElse(now);
        return new Grant(session, user, at, policy.end(session.facts()), repeated);
    }
}
