package dev.signet.session;

import static java.util.Objects.requireNonNull;

import dev.signet.audit.AuditLog;
import dev.signet.audit.Outcome;
import dev.signet.client.ClientChange;
import dev.signet.http.DomainException;
import dev.signet.http.Problem;
import dev.signet.revocation.Revocations;
import dev.signet.user.UserChange;
import dev.signet.user.Users;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** How sessions end, and their access tokens with them: each a transaction, or part of the caller's. */
@ApplicationScoped
public class SessionEnds {
    static final String END = "session.end";
    static final String END_ALL = "user.end-sessions";

    /** More than anybody has devices; a program that logs in again and again does not fill the table with sessions. */
    static final int MOST_SESSIONS = 1000;

    /** In one transaction. */
    static final int AT_ONCE = 100;

    private final SessionRepository repository;
    private final Revocations revocations;
    private final Users users;
    private final AuditLog audit;

    SessionEnds(SessionRepository repository, Revocations revocations, Users users, AuditLog audit) {
        this.repository = repository;
        this.revocations = revocations;
        this.users = users;
        this.audit = audit;
    }

    /**
     * Ends what an access token belongs to: its session, or itself where it has none. Repeating it changes nothing.
     *
     * @param claims of a token that is good, but for being revoked perhaps
     */
    @Transactional
    public void logOut(Map<String, Object> claims) {
        String subject = (String) requireNonNull(claims.get("sub"));
        if (claims.get("sid") instanceof String sid) {
            Optional<Session> session = repository.lock(UUID.fromString(sid));
            session.ifPresent(found -> end(found, "log-out"));
            if (session.isEmpty()) {
                // swept, or lost with a part of the database
                revocations.revokeSession(sid);
                ended(UUID.fromString(sid), subject, "log-out");
            }
        } else if (claims.get("jti") instanceof String jti) {
            revocations.revokeToken(jti);
            audit.record("token.revoke", jti, Outcome.SUCCESS, Map.of("subject", subject));
        }
    }

    /**
     * Ends a session for its user, if it has not ended.
     *
     * @throws DomainException 404 if it is somebody else's, or none
     */
    @Transactional
    void endOwn(String subject, UUID id) {
        Session own = repository
                .lock(id)
                .filter(session -> session.subject().equals(subject))
                .orElseThrow(SessionEnds::unknown);
        end(own, "user");
    }

    /**
     * Ends a session for somebody who administers users, if it has not ended.
     *
     * @param roles of the administrator
     * @throws DomainException 403 if it is an administrator's, 404 if there is none
     */
    @Transactional
    void end(UUID id, Set<String> roles) {
        Session session = repository.lock(id).orElseThrow(SessionEnds::unknown);
        users.checkMayTouch(session.subject(), roles);
        end(session, "administrator");
    }

    /**
     * Ends all sessions of a user for somebody who administers users.
     *
     * @param roles of the administrator
     * @throws DomainException 403 if the user is an administrator, 404 if there is none
     */
    @Transactional
    void endAll(UUID userId, Set<String> roles) {
        users.checkMayTouch(userId.toString(), roles);
        List<UUID> live = repository.lockLive(userId);
        end(live);
        audit.record(END_ALL, userId.toString(), Outcome.SUCCESS, Map.of("sessions", live.size()));
    }

    /**
     * Ends some of the sessions that an administrator wants to end.
     *
     * @return whether there may be more
     */
    @Transactional
    boolean endSome(SessionFilter wanted) {
        List<UUID> found = repository.page(wanted, Optional.empty(), repository.now(), Instant.EPOCH, AT_ONCE).stream()
                .map(session -> session.id)
                .toList();
        List<Session> live = repository.lockLive(found);
        end(live.stream().map(session -> session.id).toList());
        live.forEach(session -> ended(session.id, session.subject(), "administrator"));
        return found.size() == AT_ONCE;
    }

    /** Ends those of a user's sessions that were not used for the longest time, if there are too many. */
    void endSurplus(UUID userId) {
        List<UUID> surplus = repository.surplus(userId, MOST_SESSIONS);
        end(surplus);
        surplus.forEach(id -> ended(id, userId.toString(), "too many"));
    }

    /** Ends a session whose token somebody holds who should not. */
    void endMisused(Session session, RefreshPolicy.Decision found) {
        end(List.of(session.id));
        String action = "session." + found.name().toLowerCase(Locale.ROOT);
        audit.record(action, session.subject(), Outcome.REFUSED, Map.of("session", session.id));
    }

    /** Whoever gets the id of a client that was deleted gets none of its sessions. Its tokens were revoked with it. */
    void follow(@Observes ClientChange.Deleted gone) {
        repository.endAllOf(gone.clientId(), repository.now());
    }

    /**
     * Does to a user's sessions what a change of the user demands. They are locked before the cut-off is read: a refresh that
     * came first carries an earlier time, and one that comes later finds the user changed.
     */
    void follow(@Observes UserChange change) {
        List<UUID> live = repository.lockLive(UUID.fromString(change.subject()));
        if (change instanceof UserChange.PasswordChanged changed) {
            end(live.stream()
                    .filter(id -> !changed.exceptSession().equals(Optional.of(id.toString())))
                    .toList());
            return;
        }
        if (!(change instanceof UserChange.RolesChanged)) {
            end(live);
        }
        Instant cutoff = repository.now();
        revocations.revokeSubject(change.subject(), cutoff);
        users.acceptTokensAfter(change.subject(), cutoff);
    }

    /** Ends a session for its client, if it has not ended. */
    void endForClient(Session session) {
        audit.as(session.clientId, session.clientId, new TreeSet<>());
        end(session, "client");
    }

    private void end(Session session, String reason) {
        if (session.endedAt == null) {
            end(List.of(session.id));
            ended(session.id, session.subject(), reason);
        }
    }

    private void ended(UUID id, String subject, String reason) {
        audit.record(END, subject, Outcome.SUCCESS, Map.of("session", id, "reason", reason));
    }

    private static DomainException unknown() {
        return new DomainException(Problem.of(
                404,
                "unknown-session",
                "There is no such session",
                "No session that you may end has this identifier."));
    }

    private void end(List<UUID> ids) {
        if (!ids.isEmpty()) {
            repository.end(ids, repository.now());
            revocations.revokeSessions(ids.stream().map(UUID::toString).toList());
        }
    }
}
