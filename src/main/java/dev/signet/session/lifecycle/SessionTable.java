package dev.signet.session.lifecycle;

import dev.signet.identity.user.User;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** {@code user_session}. Time spans are in seconds. */
interface SessionTable {
    String OF_TOKEN = "select * from user_session where id = :id and refresh_nonce = :nonce";

    /** What clean-up looks at: two ranges of two indexes. */
    String DUE = "(ended_at is not null or sweep_at <= :now)";

    String OVER = """
            (ended_at is not null or expires_at <= cast(:now as timestamptz)
            or last_used_at <= cast(:now as timestamptz) - make_interval(secs => :idle))""";

    /**
     * Who was authenticated, as of now, and the time by the clock that all replicas share.
     *
     * @param surplus whether the user has more sessions now than they may have
     */
    record Begun(@Nested User user, Instant begunAt, boolean surplus) {}

    /**
     * Begins a session, unless the user was disabled, deleted, given another password or told to choose one since the password was
     * checked. It holds a shared lock on the user until the transaction ends: a change that disables, deletes or replaces the password
     * waits, and then sees and ends what was handed out. Only then it reads the time, which the tokens will carry.
     *
     * @param most how many sessions the user may have
     */
    @SqlQuery("""
            with person as (select held.*, signet_now() as begun_at from (select * from signet_user where id = :userId
            and credential = :credential and enabled and not must_change_password for share) as held),
            begun as (insert into user_session (id, user_id, client_id, scope, refresh_nonce, generation, rotated_at, created_at,
            last_used_at, expires_at, sweep_at, address, user_agent, repeated_generation, repeated_successively)
            select :sessionId, id, :clientId, :scope, :nonce, 0, begun_at, begun_at, begun_at,
            begun_at + make_interval(secs => :lifespan),
            begun_at + least(make_interval(secs => :lifespan), make_interval(secs => :idle)), :address, :userAgent, 0, 0
            from person)
            select person.*, (select count(*) from (select from user_session
            where user_id = :userId and ended_at is null limit :most) as live) >= :most as surplus from person""")
    Optional<Begun> begin(
            UUID userId,
            UUID credential,
            UUID sessionId,
            byte[] nonce,
            String clientId,
            String scope,
            @Nullable String address,
            @Nullable String userAgent,
            double lifespan,
            double idle,
            int most);

    /**
     * Exchanges a token for its successor, unless another request has, or the session is over: the one statement that
     * decides between requests with one token. It reads the time when it has the row.
     *
     * @param precision how coarsely the last use is written
     * @return the session with the successor; nothing where it was not this request
     */
    @SqlQuery("""
            update user_session set generation = generation + 1, rotated_at = signet_now(),
            rotated_user_agent = :userAgent, rotated_address = :address,
            last_used_at = case when last_used_at <= signet_now() - make_interval(secs => :precision)
            then signet_now() else last_used_at end
            where id = :id and generation = :generation and refresh_nonce = :nonce and client_id = :clientId
            and ended_at is null and expires_at > signet_now()
            and last_used_at > signet_now() - make_interval(secs => :idle)
            returning *""")
    Optional<Session> rotate(
            UUID id,
            long generation,
            byte[] nonce,
            String clientId,
            String userAgent,
            @Nullable String address,
            double idle,
            double precision);

    /** Notes that the token before the one that may be used next was presented again. */
    @SqlUpdate("""
            update user_session set repeated_generation = :last, repeated_successively = :successive where id = :id""")
    void repeated(UUID id, long last, int successive);

    @SqlQuery(OF_TOKEN)
    Optional<Session> find(UUID id, byte[] nonce);

    @SqlQuery(OF_TOKEN + " for no key update")
    Optional<Session> lock(UUID id, byte[] nonce);

    @SqlQuery("select * from user_session where id = :id for no key update")
    Optional<Session> lock(UUID id);

    /** The session, with a shared lock: no other transaction changes it before this one ends. */
    @SqlQuery("select * from user_session where id = :id for share")
    Optional<Session> share(UUID id);

    /**
     * The sessions of a user that have not ended, locked: no refresh of them commits between this and the end of the
     * transaction.
     */
    @SqlQuery("select id from user_session where user_id = :userId and ended_at is null order by id for update")
    List<UUID> lockLive(UUID userId);

    /** Those of these sessions that have not ended, locked in the order in which all are. */
    @SqlQuery("select * from user_session where id = any(:ids) and ended_at is null order by id for no key update")
    List<Session> lockLive(Collection<UUID> ids);

    /** The sessions of a user that have not ended beyond so many that were used last. */
    @SqlQuery("""
            select id from user_session where user_id = :userId and ended_at is null
            order by last_used_at desc, id desc offset :most""")
    List<UUID> surplus(UUID userId, int most);

    @SqlUpdate("update user_session set ended_at = :now where id = any(:ids)")
    void end(Collection<UUID> ids, Instant now);

    /** Ends some sessions of a client, in the order of their identifiers; returns the last. */
    @SqlQuery("""
            with locked as (select id from user_session where client_id = :clientId and id > :after
            and ended_at is null order by id limit :atMost for update),
            ended as (update user_session s set ended_at = :now from locked where s.id = locked.id returning s.id)
            select id from ended order by id desc limit 1""")
    Optional<UUID> endSomeOf(String clientId, UUID after, int atMost, Instant now);

    /** The latest first. */
    @SqlQuery("select * from user_session where <conditions> order by id desc limit :limit")
    List<Session> page(@Define String conditions, @BindMap Map<String, Object> values, int limit);

    /** Removes some sessions that are over, and puts off those that were used meanwhile; returns how many of both. */
    @SqlQuery("with due as (select id from user_session where " + DUE + " limit :atMost for update skip locked),"
            + " removed as (delete from user_session s using due where s.id = due.id and " + OVER + "),"
            + " put_off as (update user_session s set sweep_at ="
            + " least(expires_at, last_used_at + make_interval(secs => :idle)) from due"
            + " where s.id = due.id and not " + OVER + ") select count(*) from due")
    int sweep(Instant now, double idle, int atMost);

    /** How many sessions are over that a sweep would find. */
    @SqlQuery("select count(*) from user_session where " + DUE + " and " + OVER)
    long countOver(Instant now, double idle);
}
