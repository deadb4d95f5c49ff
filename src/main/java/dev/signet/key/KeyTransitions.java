package dev.signet.key;

import dev.signet.audit.AuditLog;
import dev.signet.audit.Outcome;
import dev.signet.database.ClockComparison;
import dev.signet.database.ReplicaClock;
import dev.signet.database.ReplicaNotices;
import dev.signet.database.Topic;
import dev.signet.http.UnavailableException;
import dev.signet.jwt.JwsAlgorithm;
import dev.signet.material.NewKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every change of the ring: one transaction each, under a lock that one replica at a time holds, audited, and told to the
 * others when it commits. A process that dies half way leaves the ring as it was. What follows from the schedule or from an
 * administrator's act is Signet's own doing; the act is an event beside it, and the administrator's.
 */
@ApplicationScoped
class KeyTransitions {
    private final KeyRepository repository;
    private final KeySeals seals;
    private final AuditLog audit;
    private final ReplicaNotices notices;
    private final ReplicaClock clock;

    KeyTransitions(
            KeyRepository repository, KeySeals seals, AuditLog audit, ReplicaNotices notices, ReplicaClock clock) {
        this.repository = repository;
        this.seals = seals;
        this.audit = audit;
        this.notices = notices;
        this.clock = clock;
    }

    /** The step that is due now; empty also while this replica's clock cannot be trusted. Holds no lock. */
    @Transactional
    Optional<KeyStep> due(KeyPolicy policy) {
        return due(policy, clock.compare());
    }

    private Optional<KeyStep> due(KeyPolicy policy, ClockComparison clocks) {
        return clocks.agree() ? policy.next(facts(), clocks.now()) : Optional.empty();
    }

    /** Publishes a key that was made because one was due, unless another replica was faster: then it is forgotten. */
    @Transactional
    void publish(KeyPolicy policy, NewKey key) {
        ClockComparison clocks = lock();
        if (due(policy, clocks).equals(Optional.of(new KeyStep.Publish(key.algorithm())))) {
            standBy(key, clocks.now());
            changed("key.publish", key.kid(), key.algorithm());
        }
    }

    /** Takes a step that was due, unless another replica was faster. */
    @Transactional
    void take(KeyPolicy policy, KeyStep step) {
        ClockComparison clocks = lock();
        if (!due(policy, clocks).equals(Optional.of(step))) {
            return;
        }
        if (step instanceof KeyStep.Activate activate) {
            activate(repository.findById(activate.kid()), clocks.now());
        } else if (step instanceof KeyStep.Cease cease) {
            cease(cease.kid(), clocks.now());
        } else if (step instanceof KeyStep.Retire retire) {
            end(repository.findById(retire.kid()), "key.retire", clocks.now());
        }
    }

    /** As {@link KeyLifeCycle#rotate}. */
    @Transactional
    String rotate(KeyPolicy policy, JwsAlgorithm algorithm) {
        Instant now = agreed(lock());
        KeyFacts standby = find(algorithm, KeyState.PENDING)
                .orElseThrow(() -> policy.algorithms().contains(algorithm)
                        ? KeyRefusal.standbyTooYoung(policy.schedule().mayActivate(now))
                        : KeyRefusal.noSuchAlgorithm(algorithm));
        Instant ready = policy.schedule().mayActivate(standby.createdAt());
        if (now.isBefore(ready)) {
            throw KeyRefusal.standbyTooYoung(ready);
        }
        acted("key.rotate", standby.kid(), algorithm);
        activate(repository.findById(standby.kid()), now);
        return find(algorithm, KeyState.ACTIVE)
                .map(KeyFacts::kid)
                .orElseThrow(() -> KeyRefusal.noSuchAlgorithm(algorithm));
    }

    /** As {@link KeyLifeCycle#add}. */
    @Transactional
    void add(KeyPolicy policy, NewKey key) {
        Instant now = agreed(lock());
        if (repository.findByIdOptional(key.kid()).isPresent()) {
            throw KeyRefusal.alreadyThere(key.kid());
        }
        if (!policy.algorithms().contains(key.algorithm())) {
            throw KeyRefusal.noSuchAlgorithm(key.algorithm());
        }
        acted("key.import", key.kid(), key.algorithm());
        facts().stream()
                .filter(standby -> standby.is(key.algorithm(), KeyState.PENDING))
                .forEach(standby -> end(repository.findById(standby.kid()), "key.retire", now));
        standBy(key, now);
    }

    /** As {@link KeyLifeCycle#withdraw}. */
    @Transactional
    void withdraw(String kid) {
        Instant now = lock().now();
        StoredKey key = repository.findByIdOptional(kid).orElseThrow(() -> KeyRefusal.unknown(kid));
        if (key.state == KeyState.WITHDRAWN) {
            return;
        }
        boolean signed = key.state == KeyState.ACTIVE;
        JwsAlgorithm algorithm = key.facts().algorithm();
        key.end(KeyState.WITHDRAWN, now);
        repository.flush();
        acted("key.withdraw", kid, algorithm);
        if (signed) {
            find(algorithm, KeyState.PENDING)
                    .map(standby -> repository.findById(standby.kid()))
                    // what another replica alone can open is that one's to activate: it is due at once
                    .filter(seals::known)
                    .ifPresent(standby -> activate(standby, now));
        }
    }

    private ClockComparison lock() {
        repository.lockRing();
        return clock.compare();
    }

    private static Instant agreed(ClockComparison clocks) {
        if (!clocks.agree()) {
            throw new UnavailableException(
                    "The clocks of this replica and of the database differ by "
                            + clocks.ahead().abs() + ".",
                    Duration.ofMinutes(1));
        }
        return clocks.now();
    }

    private void standBy(NewKey key, Instant now) {
        repository.persistAndFlush(StoredKey.pending(key, seals.current(), now));
    }

    private void activate(StoredKey standby, Instant now) {
        if (!seals.opens(standby)) {
            // the key that signs is not given up for one that cannot; the policy will publish another
            end(standby, "key.discard", now);
            return;
        }
        JwsAlgorithm algorithm = standby.facts().algorithm();
        find(algorithm, KeyState.ACTIVE).ifPresent(signing -> cease(signing.kid(), now));
        standby.activate(now);
        repository.flush();
        changed("key.activate", standby.kid, algorithm);
    }

    private void cease(String kid, Instant now) {
        StoredKey key = repository.findById(kid);
        key.cease(now);
        // before the successor signs: the database allows one active key for each algorithm
        repository.flush();
        changed("key.cease", kid, key.facts().algorithm());
    }

    private void end(StoredKey key, String action, Instant now) {
        key.end(KeyState.RETIRED, now);
        repository.flush();
        changed(action, key.kid, key.facts().algorithm());
    }

    private void acted(String action, String kid, JwsAlgorithm algorithm) {
        audit.record(action, kid, Outcome.SUCCESS, Map.of("algorithm", algorithm.alg()));
        notices.announce(Topic.KEY_RING);
    }

    private void changed(String action, String kid, JwsAlgorithm algorithm) {
        audit.recordAsSystem(action, kid, Outcome.SUCCESS, Map.of("algorithm", algorithm.alg()));
        notices.announce(Topic.KEY_RING);
    }

    private Optional<KeyFacts> find(JwsAlgorithm algorithm, KeyState state) {
        return KeyPolicy.find(facts(), algorithm, state);
    }

    private List<KeyFacts> facts() {
        return repository.all().stream().map(StoredKey::facts).toList();
    }
}
