package dev.signet.session.lifecycle;

import dev.signet.admin.change.Callers;
import dev.signet.admin.change.ConfirmedCaller;
import dev.signet.admin.change.RequestedChange;
import dev.signet.base.protocol.Role;
import dev.signet.base.protocol.Subject;
import dev.signet.identity.clientcache.Clients;
import dev.signet.identity.user.Users;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.jwt.Rejection;
import dev.signet.session.refresh.RefreshPolicy;
import dev.signet.token.AccessTokenVerifier;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Confirms callers by the database, since this replica may not have heard yet of what ended a token. Rows are locked in the order that
 * all transactions keep: users, clients, sessions. The lock of the caller's row is exclusive, so requests of one caller run one after
 * the other. A shared lock would let a caller who sends requests without pause put off being disabled for ever: PostgreSQL grants
 * shared locks ahead of a waiting exclusive one.
 */
@ApplicationScoped
class SessionCallers implements Callers {
    private final JsonWebToken token;
    private final AccessTokenVerifier verifier;
    private final Users users;
    private final Clients clients;
    private final SessionRepository sessions;
    private final RefreshPolicy policy;

    SessionCallers(
            JsonWebToken token,
            AccessTokenVerifier verifier,
            Users users,
            Clients clients,
            SessionRepository sessions,
            RefreshPolicy policy) {
        this.token = token;
        this.verifier = verifier;
        this.users = users;
        this.clients = clients;
        this.sessions = sessions;
        this.policy = policy;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public ConfirmedCaller confirm(RequestedChange act) {
        try {
            Set<String> subjects = act.subjects(token.getSubject());
            users.lock(subjects);
            clients.lock(subjects);
            Optional<Session> session = Optional.ofNullable(token.<String>getClaim("sid"))
                    .flatMap(SessionId::of)
                    .flatMap(sessions::share);
            verifier.verifyByNow(token.getRawToken());
            return confirmed(session).orElseThrow(() -> new JwtRejectedException(new Rejection.TokenRevokedError()));
        } catch (JwtRejectedException e) {
            throw new AuthenticationFailedException(e);
        }
    }

    private Optional<ConfirmedCaller> confirmed(Optional<Session> session) {
        Instant issuedAt = Instant.ofEpochSecond(token.getIssuedAtTime());
        Instant now = sessions.now();
        // dated ahead where the caller was just narrowed
        Instant at = issuedAt.isAfter(now) ? issuedAt : now;
        @Nullable String clientId = token.getClaim("client_id");
        Optional<Set<String>> ofClient = Optional.ofNullable(clientId).flatMap(id -> clients.roles(id, issuedAt));
        if (Subject.user(token.getSubject()).isEmpty()) {
            return ofClient.filter(roles -> token.getSubject().equals(clientId) && holds(roles))
                    .map(roles -> confirmed(at, Optional.empty()));
        }
        // the token of a user needs a live session, and a client that is still enabled
        return ofClient.flatMap(any -> users.roles(token.getSubject(), issuedAt))
                .filter(this::holds)
                .flatMap(roles -> session)
                .filter(own -> own.subject().equals(token.getSubject()))
                .map(Session::facts)
                .filter(facts -> !facts.ended())
                .map(policy::end)
                .filter(end -> at.getEpochSecond() < end.getEpochSecond())
                .map(end -> confirmed(at, Optional.of(end)));
    }

    private boolean holds(Set<String> roles) {
        return Role.include(roles, token.getGroups());
    }

    private ConfirmedCaller confirmed(Instant at, Optional<Instant> end) {
        return new ConfirmedCaller(token.getSubject(), token.getGroups(), at, end);
    }
}
