package dev.signet.session.lifecycle;

import dev.signet.base.crypto.RandomSecret;
import dev.signet.base.database.Conditions;
import dev.signet.base.database.NewId;
import dev.signet.base.database.Sql;
import dev.signet.base.replica.Sweep;
import dev.signet.identity.user.User;
import dev.signet.session.lifecycle.CurrentDevice.Device;
import dev.signet.session.refresh.RefreshPolicy;
import dev.signet.session.refresh.RefreshPolicy.Repeats;
import dev.signet.session.refresh.RefreshToken;
import dev.signet.token.ClientTokenRules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sessions, as they rest in the database. */
@ApplicationScoped
public class SessionRepository {
    private static final int BATCH = 1000;

    /** Identifiers tell the time by the clock of their replica, which differs less than this from all others. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final Sql database;
    private final SessionTable table;

    SessionRepository(Sql database) {
        this.database = database;
        this.table = database.of(SessionTable.class);
    }

    /** The time by the database's clock, which all replicas share. */
    Instant now() {
        return database.now();
    }

    /**
     * A session that began.
     *
     * @param user as they are now
     * @param surplus whether the user has more sessions now than they may have
     */
    record Begun(Session session, User user, boolean surplus) {}

    /**
     * Begins a session, in one statement.
     *
     * @param authenticated who has just proved to be that
     * @param client on behalf of which client; its scope is granted
     * @param most how many sessions the user may have
     * @return nothing if the user was disabled, deleted, given another password or told to choose one since
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Begun> begin(User authenticated, ClientTokenRules client, Device by, RefreshPolicy policy, int most) {
        UUID id = NewId.next();
        byte[] nonce = RandomSecret.bytes(RefreshToken.NONCE_BYTES);
        return table.begin(
                        authenticated.id(),
                        authenticated.credential(),
                        id,
                        nonce,
                        client.clientId(),
                        client.scope().toString(),
                        by.address(),
                        by.userAgent(),
                        seconds(policy.lifespan()),
                        seconds(policy.idleTimeout()),
                        most)
                .map(begun -> new Begun(
                        Session.begun(id, nonce, begun.user().id(), client, by, begun.begunAt(), policy),
                        begun.user(),
                        begun.surplus()));
    }

    /**
     * Exchanges a token for its successor, unless another request has, or the session is over.
     *
     * @param by whose request it is
     * @return the session with the successor; nothing where it was not this request
     */
    Optional<Session> rotate(RefreshToken token, String clientId, Device by, Duration idleTimeout) {
        return table.rotate(
                token.sessionId(),
                token.generation(),
                token.nonce(),
                clientId,
                by.userAgentOrEmpty(),
                by.address(),
                seconds(idleTimeout),
                seconds(RefreshPolicy.USE_PRECISION));
    }

    /**
     * The token before the one that may be used next was presented again.
     *
     * @return whether for the first time in this generation
     */
    boolean repeated(Session session) {
        if (session.repeatedGeneration() == session.generation()) {
            return false;
        }
        Repeats repeats = session.facts().repeats().and(session.generation());
        table.repeated(session.id(), repeats.last(), repeats.successive());
        return true;
    }

    /** The session whose token this is. */
    Optional<Session> find(RefreshToken token) {
        return table.find(token.sessionId(), token.nonce());
    }

    /** The session whose token this is, locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Session> lock(RefreshToken token) {
        return table.lock(token.sessionId(), token.nonce());
    }

    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Session> lock(UUID id) {
        return table.lock(id);
    }

    /** The session, with a shared lock: no other transaction changes it before this one ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Session> share(UUID id) {
        return table.share(id);
    }

    /** The sessions of a user that have not ended, locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<UUID> lockLive(UUID userId) {
        return table.lockLive(userId);
    }

    /** Those of these sessions that have not ended, locked in the order in which all are. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<Session> lockLive(Collection<UUID> ids) {
        return table.lockLive(ids);
    }

    /** The sessions of a user that have not ended beyond so many that were used last. */
    List<UUID> surplus(UUID userId, int most) {
        return table.surplus(userId, most);
    }

    void end(Collection<UUID> ids, Instant now) {
        table.end(ids, now);
    }

    /** Ends all sessions of a client, in the order in which a change of a user locks theirs: neither waits for the other for ever. */
    void endAllOf(String clientId, Instant now) {
        Optional<UUID> last = Optional.of(new UUID(0, 0));
        while (last.isPresent()) {
            last = table.endSomeOf(clientId, last.get(), BATCH, now);
        }
    }

    /**
     * Sessions that are alive, the latest first, those that began before the one given: one range of one index. What other
     * filters leave out is skipped.
     */
    public List<Session> page(SessionFilter wanted, Optional<UUID> before, Instant now, Instant usedAfter, int limit) {
        Conditions conditions = new Conditions()
                .and("ended_at is null and expires_at > :now", "now", Optional.of(now))
                .and("last_used_at > :usedAfter", "usedAfter", Optional.of(usedAfter))
                .and("user_id = :userId", "userId", wanted.user())
                .and("client_id = :clientId", "clientId", wanted.client())
                .and("created_at < :createdBefore", "createdBefore", wanted.before())
                .and("id < :youngest", "youngest", wanted.before().map(time -> identifierAt(time.plus(CLOCKS_DIFFER))))
                .and("id < :before", "before", before);
        return table.page(conditions.sql(), conditions.values(), limit);
    }

    /** No identifier that was made later is smaller (RFC 9562 section 5.7). */
    private static UUID identifierAt(Instant time) {
        return new UUID((time.toEpochMilli() << 16) | 0x7000, Long.MIN_VALUE);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Sessions that are over: revocations and the expiry of tokens say so from then on. */
    @Produces
    @Singleton
    Sweep sweep(RefreshPolicy policy, Clock clock) {
        double idle = seconds(policy.idleTimeout());
        return new Sweep(
                "session",
                "user_session",
                atMost -> table.sweep(clock.instant(), idle, atMost),
                () -> table.countOver(clock.instant(), idle));
    }
}
