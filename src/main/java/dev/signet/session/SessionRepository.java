package dev.signet.session;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<Session, UUID> {
    /** Three ranges of three indexes. */
    private static final String OVER = "(ended_at is not null or expires_at <= :now or last_used_at <= :usedAfter)";

    /**
     * Exchanges a token for its successor, unless another request has, or the session is over: the one statement that
     * decides between requests with one token.
     *
     * @return the session with the successor; nothing where it was not this request
     */
    Optional<Session> rotate(RefreshToken token, String clientId, Instant now, Instant usedAfter) {
        return getSession()
                .createNativeQuery(
                        "update user_session set generation = generation + 1, rotated_at = :now,"
                                + " last_used_at = case when last_used_at <= :coarse then :now else last_used_at end"
                                + " where id = :id and generation = :generation and refresh_nonce = :nonce and client_id = :client"
                                + " and not " + OVER + " returning *",
                        Session.class)
                .setParameter("id", token.sessionId())
                .setParameter("generation", token.generation())
                .setParameter("nonce", token.nonce())
                .setParameter("client", clientId)
                .setParameter("now", now)
                .setParameter("usedAfter", usedAfter)
                .setParameter("coarse", now.minus(RefreshPolicy.USE_PRECISION))
                .uniqueResultOptional();
    }

    /** The session whose token this is, locked. */
    Optional<Session> lock(RefreshToken token, String clientId) {
        return find("id = ?1 and refreshNonce = ?2 and clientId = ?3", token.sessionId(), token.nonce(), clientId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    Optional<Session> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * The sessions of a user that have not ended, locked: no refresh of them commits between this and the end of the
     * transaction.
     */
    List<Session> lockLive(UUID userId) {
        return find("userId = ?1 and endedAt is null order by id", userId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Sessions of a user that are alive, the latest first, those that began before the one given: one range of one index. */
    List<Session> page(UUID userId, Optional<UUID> before, Instant now, Instant usedAfter, int limit) {
        String alive = "userId = ?1 and endedAt is null and expiresAt > ?2 and lastUsedAt > ?3";
        String latestFirst = " order by id desc";
        var sessions = before.map(id -> find(alive + " and id < ?4" + latestFirst, userId, now, usedAfter, id))
                .orElseGet(() -> find(alive + latestFirst, userId, now, usedAfter));
        return sessions.page(0, limit).list();
    }

    /** Removes some sessions that were ended, or lasted their time; returns how many. */
    int remove(Instant now, Instant usedAfter, int atMost) {
        return getEntityManager()
                .createNativeQuery("delete from user_session where id in (select id from user_session where " + OVER
                        + " limit :most for update skip locked)")
                .setParameter("now", now)
                .setParameter("usedAfter", usedAfter)
                .setParameter("most", atMost)
                .executeUpdate();
    }

    /** How many sessions were ended, or lasted their time, and are still there. */
    long countOver(Instant now, Instant usedAfter) {
        return (long) getEntityManager()
                .createNativeQuery("select count(*) from user_session where " + OVER, Long.class)
                .setParameter("now", now)
                .setParameter("usedAfter", usedAfter)
                .getSingleResult();
    }
}
