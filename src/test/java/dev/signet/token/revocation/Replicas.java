package dev.signet.token.revocation;

import dev.signet.base.protocol.TokenConfig;
import dev.signet.base.replica.ReplicaNotices;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Instant;

/** Other replicas beside the server under test, as far as revocation goes. */
@ApplicationScoped
class Replicas {
    private final RevocationRepository repository;
    private final ReplicaNotices notices;
    private final TransactionSynchronizationRegistry transaction;
    private final TokenConfig config;

    Replicas(
            RevocationRepository repository,
            ReplicaNotices notices,
            TransactionSynchronizationRegistry transaction,
            TokenConfig config) {
        this.repository = repository;
        this.notices = notices;
        this.transaction = transaction;
        this.config = config;
    }

    /** One that knows nothing until it is told to read. */
    Revocations unread() {
        return new Revocations(repository, notices, transaction, config, Clock.systemUTC());
    }

    /** One that has started, or started again: it knows what it read, and hears what is announced. */
    Revocations started() {
        Revocations other = unread();
        other.start(new StartupEvent(), new SimpleMeterRegistry());
        return other;
    }

    /** Whether a token is dead there that has this for its own id and its session's. */
    static boolean isRevoked(Revocations replica, String id) {
        return replica.isRevoked(id, id, "", null, Instant.EPOCH);
    }
}
