package dev.signet.session.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.database.Deadlock;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import dev.signet.identity.clientcache.ClientChange;
import dev.signet.identity.user.UserChange;
import dev.signet.identity.user.Users;
import dev.signet.session.lifecycle.CurrentDevice.Device;
import dev.signet.session.refresh.RefreshPolicy.Decision;
import dev.signet.token.AccessTokenVerifier;
import dev.signet.token.revocation.Revocations;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** How sessions end, and their access tokens with them: each a transaction, or part of the caller's. */
@ApplicationScoped
public class SessionEnds {
    public static final String END = "session.end";
    public static final String END_ALL = "user.end-sessions";
    public static final String END_MANY = "session.end-many";

    /** More than anybody has devices; a program that logs in again and again does not fill the table with sessions. */
    static final int MOST_SESSIONS = 1000;

    /** In one transaction. */
    public static final int AT_ONCE = 100;

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
     * Ends what an access token belongs to: its session, or itself where it has none. It can be repeated safely.
     *
     * @param claims of a token that is good, but for being revoked perhaps
     * @param revoked whether it is
     */
    public void logOut(Map<String, Object> claims, boolean revoked) {
        Deadlock.triedAgain(() -> QuarkusTransaction.requiringNew().call(() -> {
            logOutOnce(claims, revoked);
            return true;
        }));
    }

    private void logOutOnce(Map<String, Object> claims, boolean revoked) {
        Optional<String> sid = Optional.ofNullable((String) claims.get("sid"));
        Optional<Session> session = sid.flatMap(SessionId::of).flatMap(repository::lock);
        Instant issuedAt = AccessTokenVerifier.issuedAt(claims);
        if (session.isPresent()) {
            end(session.get(), "log-out", issuedAt);
        } else if (!revoked) {
            String subject = (String) requireNonNull(claims.get("sub"));
            sid.ifPresentOrElse(id -> logOutOfLost(id, subject, issuedAt), () -> revoke(claims, subject, issuedAt));
        }
    }

    /** One that was swept, or lost with a part of the database. */
    private void logOutOfLost(String id, String subject, Instant issuedAt) {
        revocations.revokeSessions(List.of(id), issuedAt);
        ended(id, subject, "log-out");
    }

    private void revoke(Map<String, Object> claims, String subject, Instant issuedAt) {
        if (claims.get("jti") instanceof String jti) {
            List<String> owner = List.of(AccessTokenVerifier.maker(claims), String.valueOf(claims.get("client_id")));
            revocations.revokeToken(jti, owner, issuedAt, AccessTokenVerifier.expiry(claims));
            audit.recordOrCount("token.revoke", jti, Outcome.SUCCESS, Map.of("subject", subject));
        }
    }

    /**
     * Ends a session for its user, if it has not ended.
     *
     * @throws DomainException 404 if it is somebody else's, or none
     */
    @Transactional
    public void endOwn(String subject, UUID id) {
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
    @Transactional(TxType.MANDATORY)
    public UUID end(UUID id, Set<String> roles) {
        Session session = repository.lock(id).orElseThrow(SessionEnds::unknown);
        users.checkMayTouch(session.subject(), roles);
        end(session, "administrator");
        return id;
    }

    /**
     * Ends all sessions of a user for somebody who administers users.
     *
     * @param roles of the administrator
     * @throws DomainException 403 if the user is an administrator, 404 if there is none
     */
    @Transactional(TxType.MANDATORY)
    public UUID endAll(UUID userId, Set<String> roles) {
        users.checkMayTouch(userId.toString(), roles);
        List<UUID> live = repository.lockLive(userId);
        end(live);
        audit.record(END_ALL, userId.toString(), Outcome.SUCCESS, Map.of("sessions", live.size()));
        return userId;
    }

    /**
     * Ends some of the sessions that an administrator wants to end, the latest first.
     *
     * @param own the administrator's session, which is left to {@link #endedMany}
     * @param before those that are earlier; without it, from the latest on
     * @return the earliest that was looked at, after which there may be more; nothing at the end
     */
    @Transactional(TxType.MANDATORY)
    public Optional<UUID> endSome(SessionFilter wanted, Optional<UUID> own, Optional<UUID> before) {
        List<UUID> found = repository.page(wanted, before, repository.now(), Instant.EPOCH, AT_ONCE).stream()
                .map(session -> session.id())
                .toList();
        endLive(found.stream().filter(id -> !own.equals(Optional.of(id))).toList(), "administrator");
        return found.size() < AT_ONCE ? Optional.empty() : Optional.of(found.get(AT_ONCE - 1));
    }

    /** Ends the administrator's own session, if the filter covers it, and reports the filter; each session is an event of its own. */
    @Transactional(TxType.MANDATORY)
    public SessionFilter endedMany(SessionFilter wanted, Optional<UUID> own) {
        own.flatMap(repository::lock).filter(wanted::covers).ifPresent(session -> end(session, "administrator"));
        audit.record(END_MANY, wanted.toString(), Outcome.SUCCESS, Map.of());
        return wanted;
    }

    /** Those that others have not ended meanwhile. */
    private void endLive(List<UUID> ids, String reason) {
        List<Session> live = repository.lockLive(ids);
        end(live.stream().map(session -> session.id()).toList());
        live.forEach(session -> ended(session.id(), session.subject(), reason));
    }

    /** Ends those of a user's sessions that were not used for the longest time, if there are too many. */
    void endSurplus(UUID userId) {
        List<UUID> surplus = repository.surplus(userId, MOST_SESSIONS);
        if (!surplus.isEmpty()) {
            endLive(surplus, "too many");
        }
    }

    /** Ends a session whose token somebody holds who should not. */
    void endMisused(Session session, Decision found, Device by) {
        end(List.of(session.id()));
        Map<String, String> change = new TreeMap<>(session.differencesFrom(by));
        change.put("session", session.id().toString());
        if (found.isReuse()) {
            change.put("reason", found.reason());
        }
        audit.record("session." + found.outcome(), session.subject(), Outcome.REFUSED, change);
    }

    /** Whoever gets the id of a client that was deleted gets none of its sessions. Its tokens were revoked with it. */
    void follow(@Observes ClientChange.Deleted gone) {
        repository.endAllOf(gone.clientId(), repository.now());
    }

    /**
     * Ends a user's sessions where a change of the user requires it. They are locked before the cut-off is read: a refresh that
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
        Instant cutoff = users.acceptTokensAfter(change, repository.now());
        revocations.revokeSubject(change.subject(), cutoff);
    }

    /** Ends a session for its client, if it has not ended. */
    void endForClient(Session session) {
        audit.as(session.clientId(), session.clientId(), new TreeSet<>());
        end(session, "client");
    }

    private void end(Session session, String reason) {
        end(session, reason, Instant.EPOCH);
    }

    private void end(Session session, String reason, Instant issuedAt) {
        if (session.endedAt() == null) {
            end(List.of(session.id()), issuedAt);
            ended(session.id(), session.subject(), reason);
        }
    }

    private void ended(Object id, String subject, String reason) {
        audit.record(END, subject, Outcome.SUCCESS, Map.of("session", id, "reason", reason));
    }

    private static DomainException unknown() {
        return ProblemType.UNKNOWN_SESSION.refusal("There is no session of this id that you may end.");
    }

    private void end(List<UUID> ids) {
        end(ids, Instant.EPOCH);
    }

    /** @param issuedAt the {@code iat} of a token of theirs that is at hand, which may be ahead of the clock */
    private void end(List<UUID> ids, Instant issuedAt) {
        if (!ids.isEmpty()) {
            repository.end(ids, repository.now());
            revocations.revokeSessions(ids.stream().map(UUID::toString).toList(), issuedAt);
        }
    }
}
