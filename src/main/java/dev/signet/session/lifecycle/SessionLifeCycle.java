package dev.signet.session.lifecycle;

import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.protocol.Scope;
import dev.signet.identity.user.PasswordAuthenticator;
import dev.signet.identity.user.User;
import dev.signet.identity.user.Users;
import dev.signet.session.lifecycle.CurrentDevice.Device;
import dev.signet.session.refresh.ActiveRefreshToken;
import dev.signet.session.refresh.RefreshPolicy;
import dev.signet.session.refresh.RefreshPolicy.Decision;
import dev.signet.session.refresh.RefreshPolicy.Presented;
import dev.signet.session.refresh.RefreshRefusal;
import dev.signet.session.refresh.RefreshToken;
import dev.signet.token.Authorization;
import dev.signet.token.ClientTokenRules;
import dev.signet.token.PreparedToken;
import dev.signet.token.TokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    private final TokenIssuer issuer;
    private final AuditLog audit;

    SessionLifeCycle(
            SessionRepository repository,
            Users users,
            SessionEnds ends,
            RefreshPolicy policy,
            TokenIssuer issuer,
            AuditLog audit) {
        this.repository = repository;
        this.users = users;
        this.ends = ends;
        this.policy = policy;
        this.issuer = issuer;
        this.audit = audit;
    }

    /**
     * Begins a session, which is a log-in.
     *
     * @param authenticated who has just proved to be that
     * @param client on behalf of which client; its scope is granted
     * @param by on which device
     * @return nothing if the user was disabled, deleted or given another password meanwhile
     */
    @Transactional
    Optional<SessionGrant> begin(User authenticated, ClientTokenRules client, Device by) {
        return repository
                .begin(authenticated, client, by, policy, SessionEnds.MOST_SESSIONS)
                .map(begun -> {
                    User user = begun.user();
                    Session session = begun.session();
                    audit.as(user.subject(), user.username(), user.roles());
                    audit.record(
                            PasswordAuthenticator.LOGIN,
                            user.subject(),
                            Outcome.SUCCESS,
                            Map.of("session", session.id(), "client", session.clientId()));
                    if (begun.surplus()) {
                        ends.endSurplus(session.userId());
                    }
                    return grant(session, user, client, session.granted(), session.createdAt(), false);
                });
    }

    /**
     * Exchanges a refresh token for its successor.
     *
     * @param asked how much of the scope is wanted; without it, all
     * @param by whose request it is
     * @throws RefreshRefusal when it is not good for that; if it is reuse, the session is ended
     * @throws dev.signet.base.protocol.InvalidScopeException where more is asked for; nothing is exchanged
     */
    @Transactional(dontRollbackOn = RefreshRefusal.class)
    SessionGrant refresh(RefreshToken token, ClientTokenRules client, Optional<Scope> asked, Device by) {
        Optional<Session> rotated = repository.rotate(token, client.clientId(), by, policy.idleTimeout());
        if (rotated.isPresent()) {
            Session session = rotated.get();
            return grant(session, user(session), client, scope(session, client, asked), session.rotatedAt(), false);
        }
        Session session = repository
                .lock(token)
                // it was ours, or it would not be genuine
                .orElseThrow(() -> new RefreshRefusal(Decision.ENDED));
        Instant now = repository.now();
        repeat(session, token, client.clientId(), by, now);
        return grant(session, user(session), client, scope(session, client, asked), now, true);
    }

    /** What was granted, as far as the client may still have it. */
    private static Scope scope(Session session, ClientTokenRules client, Optional<Scope> asked) {
        Scope granted = session.granted().and(client.scope());
        return asked.map(granted::narrowedTo).orElse(granted);
    }

    /** The token is not the one that may be used next: once it was, or it never will be. */
    private void repeat(Session session, RefreshToken token, String clientId, Device by, Instant now) {
        Decision decision = session.clientId().equals(clientId)
                ? policy.decide(session.facts(), new Presented(token.generation(), by.userAgentOrEmpty()), now)
                : Decision.UNKNOWN;
        if (decision.endsSession()) {
            ends.endMisused(session, decision, by);
        }
        if (decision != Decision.REPEAT) {
            throw new RefreshRefusal(decision);
        }
        if (repository.repeated(session)) {
            Map<String, String> detail = new TreeMap<>(session.differencesFrom(by));
            detail.put("session", session.id().toString());
            audit.recordOrCount("session.refresh-repeated", session.subject(), Outcome.SUCCESS, detail);
        }
    }

    /** What a refresh token is good for; nothing where it is not good for this client. */
    @Transactional
    Optional<ActiveRefreshToken> active(RefreshToken token, ClientTokenRules client) {
        return repository
                .find(token)
                .filter(session -> session.clientId().equals(client.clientId()))
                .filter(session -> policy.decide(session.facts(), asBefore(session, token), repository.now())
                        .exchanges())
                .flatMap(session -> users.enabled(session.subject()).map(user -> active(session, user, client)));
    }

    /** Presented by the client that rotated last: it is not the one that asks here. */
    private static Presented asBefore(Session session, RefreshToken token) {
        return new Presented(token.generation(), session.facts().rotatedBy().orElse(""));
    }

    private ActiveRefreshToken active(Session session, User user, ClientTokenRules client) {
        return new ActiveRefreshToken(
                user.subject(),
                user.username(),
                session.granted().and(client.scope()),
                session.id().toString(),
                session.rotatedAt(),
                policy.end(session.facts()));
    }

    /**
     * Ends the session of a refresh token for its client.
     *
     * @throws RefreshRefusal where it is another client's
     */
    @Transactional
    void revoke(RefreshToken token, String clientId) {
        repository.lock(token).ifPresent(session -> {
            if (!session.clientId().equals(clientId)) {
                throw new RefreshRefusal(Decision.UNKNOWN);
            }
            ends.endForClient(session);
        });
    }

    private User user(Session session) {
        return users.enabled(session.subject()).orElseThrow(() -> new RefreshRefusal(Decision.ENDED));
    }

    /** Nothing of the transaction stands where the token cannot be made: it would be too long, or who adds to it fails. */
    private SessionGrant grant(
            Session session, User user, ClientTokenRules client, Scope scope, Instant at, boolean repeated) {
        Instant counting = Authorization.after(Optional.ofNullable(user.tokensValidFrom()), at);
        Instant end = policy.end(session.facts());
        var login = new Authorization.Login(user.username(), session.id().toString(), session.createdAt(), end);
        PreparedToken token = issuer.prepare(
                new Authorization(user.subject(), user.roles(), client.forScope(scope), counting, Optional.of(login)));
        return new SessionGrant(session, token, counting, end, repeated);
    }
}
