package dev.signet.token.revocation;

import dev.signet.base.problem.ChangedTooOftenException;
import dev.signet.base.problem.LocalRateLimit;
import dev.signet.base.protocol.TokenConfig;
import dev.signet.base.replica.ReplicaNotices;
import dev.signet.base.replica.Topic;
import dev.signet.token.revocation.Revocation.Kind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is dead before its time. Asking never blocks and asks no database. Revoking is part of the caller's transaction: when
 * that has committed it is in force on this replica, and moments later on all others.
 */
@ApplicationScoped
public class Revocations {
    /**
     * For tokens of a session that are dated ahead, since cut-offs are: by 98 seconds at most. Those are half a minute of {@code
     * signet.clock-difference}, a minute of {@code signet.notices.poll}, five seconds of reading, {@link
     * dev.signet.base.protocol.Cutoff#LEAD} and the second after the cut-off. A verifier whose clock is behind accepts them for half a minute
     * longer, and a replica whose clock is ahead sweeps half a minute too early.
     */
    private static final Duration MARGIN = Duration.ofMinutes(3);

    /** Clocks of any two replicas differ by no more: one may still accept what another forgets. */
    private static final Duration REPLICAS_APART = Duration.ofMinutes(1);

    /** Of single tokens of one owner, so many at once and then one each five seconds. */
    static final int BURST = 100;

    private final RevocationRepository repository;
    private final ReplicaNotices notices;
    private final TransactionSynchronizationRegistry transaction;
    private final Duration longestLife;
    private final Duration beyondExpiry;
    private final LocalRateLimit singleTokens;
    private final LiveRevocations live = new LiveRevocations();
    private long readFrom = RevocationRepository.BEGINNING;

    Revocations(
            RevocationRepository repository,
            ReplicaNotices notices,
            TransactionSynchronizationRegistry transaction,
            TokenConfig config,
            Clock clock) {
        this.repository = repository;
        this.notices = notices;
        this.transaction = transaction;
        this.longestLife =
                config.longestLifespan().plus(config.clockTolerance()).plus(MARGIN);
        this.beyondExpiry = config.clockTolerance().plus(REPLICAS_APART);
        this.singleTokens = new LocalRateLimit(BURST, Duration.ofSeconds(5), clock);
    }

    /** Runs before the first request is taken. */
    void start(@Observes StartupEvent event, MeterRegistry meters) {
        for (Kind kind : Kind.values()) {
            Gauge.builder("signet.revocations.live", live, known -> known.size(kind))
                    .description("Revocations that still matter, in memory")
                    .tag("kind", kind.text())
                    .strongReference(true)
                    .register(meters);
        }
        // First, so that no revocation falls between the first reading and the first notice.
        notices.watch(Topic.REVOCATIONS, this::refresh);
        refresh();
    }

    /**
     * Revokes one token, until it has expired.
     *
     * @param owner whose it is, by who had it made and client: who gets tokens and revokes them without pause is held up
     * @param issuedAt its {@code iat}, which may be ahead of the clock
     * @param expiry its {@code exp}
     * @throws ChangedTooOftenException 429 where too many tokens of this owner were revoked just now
     * @throws jakarta.transaction.TransactionalException if there is no transaction
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void revokeToken(String jti, List<String> owner, Instant issuedAt, Instant expiry) {
        Duration wait = singleTokens.take(owner);
        if (!wait.isZero()) {
            throw new ChangedTooOftenException("Too many tokens of this subject and client were ended just now.", wait);
        }
        long latest = expiry.plus(beyondExpiry).getEpochSecond();
        write(Kind.TOKEN, List.of(jti), Revocation.ALWAYS, Math.min(latest, until(issuedAt)));
    }

    /**
     * Revokes all tokens of some sessions, also those that they may yet be given: with one statement and one announcement.
     *
     * @param issuedAt the {@code iat} of a token of theirs, where one is known to be ahead of the clock
     * @throws jakarta.transaction.TransactionalException if there is no transaction
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void revokeSessions(Collection<String> sids, Instant issuedAt) {
        if (!sids.isEmpty()) {
            revoke(Kind.SESSION, sids, Revocation.ALWAYS, issuedAt);
        }
    }

    /**
     * Revokes all tokens of a subject up to some time.
     *
     * @param cutoff tokens that were issued in this second are dead too, since {@code iat} tells no more than the second.
     *     Whoever issues a token that is to live must see to it that its {@code iat} is later
     * @throws jakarta.transaction.TransactionalException if there is no transaction
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void revokeSubject(String subject, Instant cutoff) {
        revoke(Kind.SUBJECT, List.of(subject), cutoff.getEpochSecond(), cutoff);
    }

    /**
     * Revokes all tokens that were issued to a client up to some time, whoever they speak of.
     *
     * @param cutoff as for {@link #revokeSubject}
     * @throws jakarta.transaction.TransactionalException if there is no transaction
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void revokeClient(String clientId, Instant cutoff) {
        revoke(Kind.CLIENT, List.of(clientId), cutoff.getEpochSecond(), cutoff);
    }

    /** @param lastIssued the latest {@code iat} of a token that it concerns; the database's time, where that is later */
    private void revoke(Kind kind, Collection<String> ids, long cutoff, Instant lastIssued) {
        write(kind, ids, cutoff, until(lastIssued));
    }

    private long until(Instant lastIssued) {
        // by the clock by which it is forgotten again: ours may be wrong
        return Math.max(repository.now(), lastIssued.getEpochSecond()) + longestLife.toSeconds();
    }

    private void write(Kind kind, Collection<String> ids, long cutoff, long until) {
        repository.write(kind, ids, cutoff, until);
        notices.announce(Topic.REVOCATIONS);
        List<Revocation> written =
                ids.stream().map(id -> new Revocation(kind, id, cutoff, until)).toList();
        transaction.registerInterposedSynchronization(new InForce(written));
    }

    /**
     * Whether a token is dead before its time. Its signature and its dates are for others to check.
     *
     * @param issuedAt its {@code iat}
     */
    public boolean isRevoked(
            @Nullable String jti, @Nullable String sid, String subject, @Nullable String clientId, Instant issuedAt) {
        long second = issuedAt.getEpochSecond();
        return live.contains(Kind.TOKEN, jti, second)
                || live.contains(Kind.SESSION, sid, second)
                || live.contains(Kind.SUBJECT, subject, second)
                || live.contains(Kind.CLIENT, clientId, second);
    }

    /** As the other, but as the database has it: this replica may not have heard of it yet. Blocks. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isRevokedByNow(
            @Nullable String jti, @Nullable String sid, String subject, @Nullable String clientId, Instant issuedAt) {
        Map<Kind, String> ids = new EnumMap<>(Map.of(Kind.SUBJECT, subject));
        Optional.ofNullable(jti).ifPresent(id -> ids.put(Kind.TOKEN, id));
        Optional.ofNullable(sid).ifPresent(id -> ids.put(Kind.SESSION, id));
        Optional.ofNullable(clientId).ifPresent(id -> ids.put(Kind.CLIENT, id));
        return repository.holds(ids, issuedAt);
    }

    /**
     * Up to when the tokens of a client are dead, as far as that still matters: as the database has it, since this replica may not
     * have heard of it yet. Blocks.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Instant> cutoffOfClient(String clientId) {
        return repository.cutoffOfClient(clientId);
    }

    /** Takes in what other replicas revoked, and forgets what can no longer matter. Blocks. */
    synchronized void refresh() {
        long from = readFrom;
        // Until this has succeeded: after an outage it may be another database, restored from a copy.
        readFrom = RevocationRepository.BEGINNING;
        RevocationRepository.NewRevocations reading = repository.read(from);
        live.add(reading.revocations());
        // by the database's clock: ours may be wrong for a while, and what is forgotten is not read again
        live.forget(reading.now());
        readFrom = reading.next();
    }

    /** What the current transaction revokes is in force here before anybody learns that it committed. */
    private final class InForce implements Synchronization {
        private final List<Revocation> written;

        InForce(List<Revocation> written) {
            this.written = written;
        }

        @Override
        public void beforeCompletion() {
            // It may still roll back.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                live.add(written);
            }
        }
    }
}
