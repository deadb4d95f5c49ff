package dev.signet.token.key;

import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.database.ReplicaClock;
import dev.signet.base.problem.UnavailableException;
import dev.signet.base.replica.ReplicaNotices;
import dev.signet.base.replica.Topic;
import dev.signet.base.resource.ExpectedVersion;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.keyimport.NewKey;
import dev.signet.token.keystore.KeyFacts;
import dev.signet.token.keystore.KeyRepository;
import dev.signet.token.keystore.KeySeals;
import dev.signet.token.keystore.KeyState;
import dev.signet.token.keystore.StoredKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Every change of the ring: one transaction each, or the beginning of the caller's, under a lock that one replica at a time
 * holds, audited, and told to the others when it commits. A process that dies half way leaves the ring as it was. What is due
 * by schedule is Signet's own doing, whoever's request comes upon it; an act and what it entails are the administrator's.
 */
@ApplicationScoped
class KeyTransitions {
    private static final Logger LOG = Logger.getLogger(KeyTransitions.class);

    private final KeyRepository repository;
    private final KeySeals seals;
    private final AuditLog audit;
    private final ReplicaNotices notices;
    private final ReplicaClock clock;
    private final Set<String> leftToOthers = ConcurrentHashMap.newKeySet();

    KeyTransitions(
            KeyRepository repository, KeySeals seals, AuditLog audit, ReplicaNotices notices, ReplicaClock clock) {
        this.repository = repository;
        this.seals = seals;
        this.audit = audit;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * The step that is due now; empty also while this replica's clock cannot be trusted, or where only another replica can
     * take it. Holds no lock.
     */
    @Transactional(TxType.REQUIRES_NEW)
    Optional<KeyStep> due(KeyPolicy policy) {
        return due(policy, clock.compare());
    }

    private Optional<KeyStep> due(KeyPolicy policy, ReplicaClock.Comparison clocks) {
        return clocks.agree() ? policy.next(facts(), clocks.now()).filter(this::isOurs) : Optional.empty();
    }

    private boolean isOurs(KeyStep step) {
        return !(step instanceof KeyStep.Activate activate) || isOurs(repository.get(activate.kid()));
    }

    /** Nothing is known of a key under an encryption key that this replica was not given: others may have it. */
    private boolean isOurs(StoredKey standby) {
        boolean known = seals.known(standby);
        if (!known && leftToOthers.add(standby.kid())) {
            LOG.warnf(
                    "Whether signing key %s begins to sign is left to other replicas: it rests under the encryption key %s,"
                            + " which this one was not given",
                    standby.kid(), standby.encryptionKeyId());
        }
        return known;
    }

    /** Publishes a key that was made because one was due, unless another replica was faster: then it is forgotten. */
    @Transactional(TxType.REQUIRES_NEW)
    void publish(KeyPolicy policy, NewKey key) {
        audit.asSystem();
        ReplicaClock.Comparison clocks = lock();
        if (due(policy, clocks).equals(Optional.of(new KeyStep.Publish(key.algorithm())))) {
            standBy(key, clocks.now());
            changed("key.publish", key.kid(), key.algorithm());
        }
    }

    /** Takes a step that was due, unless another replica was faster. */
    @Transactional(TxType.REQUIRES_NEW)
    void take(KeyPolicy policy, KeyStep step) {
        audit.asSystem();
        ReplicaClock.Comparison clocks = lock();
        if (!due(policy, clocks).equals(Optional.of(step))) {
            return;
        }
        if (step instanceof KeyStep.Activate activate) {
            activateOrDiscard(repository.get(activate.kid()), clocks.now());
        } else if (step instanceof KeyStep.Cease cease) {
            cease(cease.kid(), clocks.now());
        } else if (step instanceof KeyStep.Retire retire) {
            end(repository.get(retire.kid()), "key.retire", clocks.now());
        }
    }

    /** Whether the standby was damaged: then it counts no more. */
    @Transactional(TxType.REQUIRES_NEW)
    boolean discardDamaged(JwsAlgorithm algorithm) {
        Instant now = agreed(lock());
        Optional<StoredKey> damaged = find(algorithm, KeyState.PENDING)
                .map(facts -> repository.get(facts.kid()))
                .filter(standby -> isOurs(standby) && !seals.opens(standby));
        damaged.ifPresent(standby -> end(standby, "key.discard", now));
        return damaged.isPresent();
    }

    /** Lets the standby sign now, after {@link KeyLifeCycle#beforeRotation}; 409 where verifiers may not know it yet. */
    @Transactional(TxType.MANDATORY)
    String rotate(KeyPolicy policy, JwsAlgorithm algorithm) {
        Instant now = agreed(lock());
        KeyFacts facts = find(algorithm, KeyState.PENDING)
                .orElseThrow(() -> policy.algorithms().contains(algorithm)
                        ? KeyRefusal.standbyTooYoung(policy.schedule().mayActivate(now))
                        : KeyRefusal.noSuchAlgorithm(algorithm));
        StoredKey standby = repository.get(facts.kid());
        if (!isOurs(standby)) {
            throw new UnavailableException(
                    "This replica was not given the encryption key under which the standby key rests.",
                    Duration.ofMinutes(1));
        }
        Instant ready = policy.schedule().mayActivate(facts.createdAt());
        if (now.isBefore(ready)) {
            throw KeyRefusal.standbyTooYoung(ready);
        }
        if (!seals.opens(standby)) {
            throw KeyRefusal.standbyDamaged(ready);
        }
        changed("key.rotate", standby.kid(), algorithm);
        activate(standby, now);
        return standby.kid();
    }

    /** From when the standby may sign, or one that is published now. */
    @Transactional
    Instant mayRotate(KeyPolicy policy, JwsAlgorithm algorithm) {
        Instant published = find(algorithm, KeyState.PENDING)
                .map(KeyFacts::createdAt)
                .orElseGet(() -> clock.compare().now());
        return policy.schedule().mayActivate(published);
    }

    /** Publishes a key that was made elsewhere; it stands by in place of ours, which has signed nothing. */
    @Transactional(TxType.MANDATORY)
    String add(KeyPolicy policy, NewKey key) {
        Instant now = agreed(lock());
        if (repository.find(key.kid()).isPresent()) {
            throw KeyRefusal.alreadyThere(key.kid());
        }
        if (!policy.algorithms().contains(key.algorithm())) {
            throw KeyRefusal.noSuchAlgorithm(key.algorithm());
        }
        changed("key.import", key.kid(), key.algorithm());
        facts().stream()
                .filter(standby -> standby.is(key.algorithm(), KeyState.PENDING))
                .forEach(standby -> end(repository.get(standby.kid()), "key.retire", now));
        standBy(key, now);
        return key.kid();
    }

    /** Ends a key and all it signed at once; its standby follows in the same moment, however young. Cannot wait for what is due. */
    @Transactional(TxType.MANDATORY)
    String withdraw(String kid, ExpectedVersion expected) {
        Instant now = lock().now();
        StoredKey key = repository.find(kid).orElseThrow(() -> KeyRefusal.unknown(kid));
        expected.require(key.facts().tag());
        if (key.state() == KeyState.WITHDRAWN) {
            return kid;
        }
        boolean signed = key.state() == KeyState.ACTIVE;
        JwsAlgorithm algorithm = key.facts().algorithm();
        repository.change(key.ended(KeyState.WITHDRAWN, now));
        changed("key.withdraw", kid, algorithm);
        if (signed) {
            find(algorithm, KeyState.PENDING)
                    .map(standby -> repository.get(standby.kid()))
                    .filter(this::isOurs)
                    .ifPresent(standby -> activateOrDiscard(standby, now));
        }
        return kid;
    }

    private ReplicaClock.Comparison lock() {
        repository.lockRing();
        return clock.compare();
    }

    private static Instant agreed(ReplicaClock.Comparison clocks) {
        if (!clocks.agree()) {
            throw new UnavailableException(
                    "The clocks of this replica and of the database differ by "
                            + clocks.ahead().abs() + ".",
                    Duration.ofMinutes(1));
        }
        return clocks.now();
    }

    private void standBy(NewKey key, Instant now) {
        repository.add(StoredKey.pending(key, seals.current(), now));
    }

    /** The key that signs is not given up for one that cannot; the policy will publish another. */
    private void activateOrDiscard(StoredKey standby, Instant now) {
        if (seals.opens(standby)) {
            activate(standby, now);
        } else {
            end(standby, "key.discard", now);
        }
    }

    private void activate(StoredKey standby, Instant now) {
        JwsAlgorithm algorithm = standby.facts().algorithm();
        find(algorithm, KeyState.ACTIVE).ifPresent(signing -> cease(signing.kid(), now));
        repository.change(standby.activated(now));
        changed("key.activate", standby.kid(), algorithm);
    }

    private void cease(String kid, Instant now) {
        StoredKey key = repository.get(kid);
        // before the successor signs: the database allows one active key for each algorithm
        repository.change(key.ceased(now));
        changed("key.cease", kid, key.facts().algorithm());
    }

    private void end(StoredKey key, String action, Instant now) {
        repository.change(key.ended(KeyState.RETIRED, now));
        changed(action, key.kid(), key.facts().algorithm());
    }

    private void changed(String action, String kid, JwsAlgorithm algorithm) {
        audit.record(action, kid, Outcome.SUCCESS, Map.of("algorithm", algorithm.alg()));
        notices.announce(Topic.KEY_RING);
    }

    private Optional<KeyFacts> find(JwsAlgorithm algorithm, KeyState state) {
        return KeyPolicy.find(facts(), algorithm, state);
    }

    private List<KeyFacts> facts() {
        return repository.all().stream().map(StoredKey::facts).toList();
    }
}
