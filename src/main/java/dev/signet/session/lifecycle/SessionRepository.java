package dev.signet.session.lifecycle;

import dev.signet.base.database.ReplicaClock;
import dev.signet.base.database.SingleColumnQuery;
import dev.signet.base.replica.Sweep;
import dev.signet.session.lifecycle.CurrentDevice.Device;
import dev.signet.session.refresh.RefreshPolicy;
import dev.signet.session.refresh.RefreshToken;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

@ApplicationScoped
public class SessionRepository implements PanacheRepositoryBase<Session, UUID> {
    private static final String OVER =
            "(ended_at is not null or expires_at <= %1$s or last_used_at <= %1$s - make_interval(secs => :idle))";

    private static final int BATCH = 1000;

    /** Identifiers tell the time by the clock of their replica, which differs less than this from all others. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    /** What clean-up looks at: two ranges of two indexes. */
    private static final String DUE = "(ended_at is not null or sweep_at <= :now)";

    /** The time by the database's clock, which all replicas share. */
    Instant now() {
        return ReplicaClock.databaseNow(getSession());
    }

    /**
     * Exchanges a token for its successor, unless another request has, or the session is over: the one statement that
     * decides between requests with one token. It reads the time when it has the row.
     *
     * @param by whose request it is
     * @return the session with the successor; nothing where it was not this request
     */
    Optional<Session> rotate(RefreshToken token, String clientId, Device by, Duration idleTimeout) {
        return getSession()
                .createNativeQuery(
                        "update user_session set generation = generation + 1, rotated_at = signet_now(),"
                                + " rotated_user_agent = :agent, rotated_address = :address, last_used_at ="
                                + " case when last_used_at <= signet_now() - make_interval(secs => :precision)"
                                + " then signet_now() else last_used_at end"
                                + " where id = :id and generation = :generation and refresh_nonce = :nonce"
                                + " and client_id = :client and not " + OVER.formatted("signet_now()")
                                + " returning *",
                        Session.class)
                .setParameter("id", token.sessionId())
                .setParameter("generation", token.generation())
                .setParameter("nonce", token.nonce())
                .setParameter("client", clientId)
                .setParameter("agent", by.userAgentOrEmpty())
                .setParameter("address", by.address(), String.class)
                .setParameter("idle", seconds(idleTimeout))
                .setParameter("precision", seconds(RefreshPolicy.USE_PRECISION))
                .uniqueResultOptional();
    }

    /** The session whose token this is. */
    Optional<Session> find(RefreshToken token) {
        return find("id = ?1 and refreshNonce = ?2", token.sessionId(), token.nonce())
                .firstResultOptional();
    }

    /** The session whose token this is, locked. */
    Optional<Session> lock(RefreshToken token) {
        return find("id = ?1 and refreshNonce = ?2", token.sessionId(), token.nonce())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    Optional<Session> find(UUID id) {
        return findByIdOptional(id);
    }

    Optional<Session> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The session, with a shared lock: no other transaction changes it before this one ends. */
    Optional<Session> share(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_READ);
    }

    /**
     * The sessions of a user that have not ended, locked: no refresh of them commits between this and the end of the
     * transaction.
     */
    List<UUID> lockLive(UUID userId) {
        return SingleColumnQuery.query(
                        getSession(),
                        "select id from user_session where user_id = :user and ended_at is null order by id for update",
                        "id",
                        UUID.class)
                .setParameter("user", userId)
                .getResultList();
    }

    /** Those of these sessions that have not ended, locked in the order in which all are. */
    List<Session> lockLive(Collection<UUID> ids) {
        return find("id in ?1 and endedAt is null order by id", ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** The sessions of a user that have not ended beyond so many that were used last. */
    List<UUID> surplus(UUID userId, int most) {
        return SingleColumnQuery.query(
                        getSession(),
                        "select id from user_session where user_id = :user and ended_at is null"
                                + " order by last_used_at desc, id desc offset :most",
                        "id",
                        UUID.class)
                .setParameter("user", userId)
                .setParameter("most", most)
                .getResultList();
    }

    /** Ends sessions. */
    void end(Collection<UUID> ids, Instant now) {
        update("endedAt = ?1 where id in ?2", now, ids);
    }

    /** Ends all sessions of a client, in the order in which a change of a user locks theirs: neither waits for the other for ever. */
    void endAllOf(String clientId, Instant now) {
        Optional<UUID> last = Optional.of(new UUID(0, 0));
        while (last.isPresent()) {
            last = endSomeOf(clientId, last.get(), now);
        }
    }

    /** Returns the last of those that it ended. */
    private Optional<UUID> endSomeOf(String clientId, UUID after, Instant now) {
        return SingleColumnQuery.query(
                        getSession(),
                        "with locked as (select id from user_session where client_id = :client and id > :after"
                                + " and ended_at is null order by id limit :most for update),"
                                + " ended as (update user_session s set ended_at = :now from locked"
                                + " where s.id = locked.id returning s.id)"
                                + " select id from ended order by id desc limit 1",
                        "id",
                        UUID.class)
                .setParameter("client", clientId)
                .setParameter("after", after)
                .setParameter("most", BATCH)
                .setParameter("now", now)
                .uniqueResultOptional();
    }

    /**
     * Sessions that are alive, the latest first, those that began before the one given: one range of one index. What other
     * filters leave out is skipped.
     */
    public List<Session> page(SessionFilter wanted, Optional<UUID> before, Instant now, Instant usedAfter, int limit) {
        StringBuilder where = new StringBuilder("endedAt is null and expiresAt > :now and lastUsedAt > :usedAfter");
        Map<String, Object> values = new HashMap<>(Map.of("now", now, "usedAfter", usedAfter));
        BiConsumer<String, Object> and = (condition, value) -> {
            where.append(" and ").append(condition);
            values.put(condition.substring(condition.indexOf(':') + 1), value);
        };
        wanted.user().ifPresent(user -> and.accept("userId = :user", user));
        wanted.client().ifPresent(client -> and.accept("clientId = :client", client));
        wanted.before().ifPresent(time -> {
            and.accept("createdAt < :createdBefore", time);
            and.accept("id < :youngest", identifierAt(time.plus(CLOCKS_DIFFER)));
        });
        before.ifPresent(id -> and.accept("id < :before", id));
        return find(where + " order by id desc", values).page(0, limit).list();
    }

    /** No identifier that was made later is smaller (RFC 9562 section 5.7). */
    private static UUID identifierAt(Instant time) {
        return new UUID((time.toEpochMilli() << 16) | 0x7000, Long.MIN_VALUE);
    }

    /** Removes some sessions that are over, and puts off those that were used meanwhile; returns how many of both. */
    int sweep(Instant now, Duration idleTimeout, int atMost) {
        return SingleColumnQuery.query(
                        getSession(),
                        "with due as (select id from user_session where " + DUE
                                + " limit :most for update skip locked),"
                                + " removed as (delete from user_session s using due where s.id = due.id and "
                                + OVER.formatted("cast(:now as timestamptz)")
                                + "), put_off as (update user_session s set sweep_at ="
                                + " least(expires_at, last_used_at + make_interval(secs => :idle)) from due"
                                + " where s.id = due.id and not " + OVER.formatted("cast(:now as timestamptz)")
                                + ") select cast(count(*) as int) from due",
                        "count",
                        Integer.class)
                .setParameter("now", now)
                .setParameter("idle", seconds(idleTimeout))
                .setParameter("most", atMost)
                .getSingleResult();
    }

    /** How many sessions are over that a sweep would find. */
    long countOver(Instant now, Duration idleTimeout) {
        return SingleColumnQuery.query(
                        getSession(),
                        "select count(*) from user_session where " + DUE + " and "
                                + OVER.formatted("cast(:now as timestamptz)"),
                        "count",
                        Long.class)
                .setParameter("now", now)
                .setParameter("idle", seconds(idleTimeout))
                .getSingleResult();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Sessions that are over: revocations and the expiry of tokens say so from then on. */
    @Produces
    @Singleton
    Sweep sweep(RefreshPolicy policy, Clock clock) {
        return new Sweep(
                "session",
                "user_session",
                atMost -> sweep(clock.instant(), policy.idleTimeout(), atMost),
                () -> countOver(clock.instant(), policy.idleTimeout()));
    }
}
