package dev.signet.session;

import dev.signet.session.RefreshPolicy.Decision;
import dev.signet.user.User;
import dev.signet.user.Users;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where sessions begin and go on: a short transaction each. First it locks what {@link SessionEnds} locks too, then it reads
 * the time that the tokens will carry, by the clock that all replicas share, and what the user may do; so no token escapes a
 * change that is under way.
 */
@ApplicationScoped
class SessionLifeCycle {
    private final SessionRepository repository;
    private final Users users;
    private final SessionEnds ends;
    private final RefreshPolicy policy;

    SessionLifeCycle(SessionRepository repository, Users users, SessionEnds ends, RefreshPolicy policy) {
        this.repository = repository;
        this.users = users;
        this.ends = ends;
        this.policy = policy;
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
            session.begin(user.subject(), repository.now(), policy);
            repository.persist(session);
            ends.endSurplus(session.userId);
            return grant(session, user, session.createdAt, false);
        });
    }

    /**
     * Exchanges a refresh token for its successor.
     *
     * @throws RefreshRefusal when it is not good for that; if it was used before, the session is ended
     */
    @Transactional(dontRollbackOn = RefreshRefusal.class)
    Grant refresh(RefreshToken token, String clientId) {
        Optional<Session> rotated = repository.rotate(token, clientId, policy.idleTimeout());
        if (rotated.isPresent()) {
            Session session = rotated.get();
            return grant(session, user(session), session.rotatedAt, false);
        }
        Session session = repository
                .lock(token)
                // it was ours, or it would not be genuine
                .orElseThrow(() -> new RefreshRefusal(Decision.ENDED));
        Instant now = repository.now();
        repeat(session, token, clientId, now);
        return grant(session, user(session), now, true);
    }

    /** The token is not the one that may be used next: once it was, or it never will be. */
    private void repeat(Session session, RefreshToken token, String clientId, Instant now) {
        Decision decision = session.clientId.equals(clientId)
                ? policy.decide(session.facts(), token.generation(), now)
                : Decision.UNKNOWN;
        if (decision == Decision.REUSE || decision == Decision.LOST) {
            ends.endMisused(session, decision);
        }
        if (decision != Decision.REPEAT) {
            throw new RefreshRefusal(decision);
        }
    }

    private User user(Session session) {
        return users.enabled(session.subject()).orElseThrow(() -> new RefreshRefusal(Decision.ENDED));
    }

    private Grant grant(Session session, User user, Instant at, boolean repeated) {
        // a cut-off means its whole second, since iat tells no more; a token of that second would be dead at birth
        Instant counting = user.tokensValidFrom()
                .map(cutoff -> cutoff.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
                .filter(at::isBefore)
                .orElse(at);
        return new Grant(session, user, counting, policy.end(session.facts()), repeated);
    }
}
