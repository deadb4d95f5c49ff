package dev.signet.key;

import dev.signet.audit.AuditLog;
import dev.signet.audit.Outcome;
import dev.signet.database.ReplicaNotices;
import dev.signet.database.Topic;
import dev.signet.jwt.JwsAlgorithm;
import dev.signet.material.NewKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every change of the ring: one transaction each, under a lock that one replica at a time holds, audited, and told to the
 * others when it commits. A process that dies half way leaves the ring as it was.
 */
@ApplicationScoped
class KeyLifeCycle {
    private final KeyRepository repository;
    private final KeySeals seals;
    private final AuditLog audit;
    private final ReplicaNotices notices;
    private final Clock clock;

    KeyLifeCycle(KeyRepository repository, KeySeals seals, AuditLog audit, ReplicaNotices notices, Clock clock) {
        this.repository = repository;
        this.seals = seals;
        this.audit = audit;
        this.notices = notices;
        this.clock = clock;
    }

    /** Does all that is due. Of replicas that find it due at once, one does it and the others find it done. */
    @Transactional
    void turn(KeyPolicy policy) {
        repository.lockRing();
        settle(policy);
    }

    /**
     * Lets the standby key sign now.
     *
     * @return the key that signs now
     * @throws KeyRefusal 409 when the standby was published so recently that verifiers may not know it
     */
    @Transactional
    String rotate(KeyPolicy policy, JwsAlgorithm algorithm) {
        repository.lockRing();
        settle(policy);
        KeyFacts standby = KeyPolicy.find(facts(), algorithm, KeyState.PENDING)
                .orElseThrow(() -> KeyRefusal.noSuchAlgorithm(algorithm));
        Instant ready = policy.schedule().mayActivate(standby.createdAt());
        if (clock.instant().isBefore(ready)) {
            throw KeyRefusal.standbyTooYoung(ready);
        }
        changed("key.rotate", standby.kid(), algorithm);
        apply(new KeyStep.Activate(standby.kid()));
        settle(policy);
        return KeyPolicy.find(facts(), algorithm, KeyState.ACTIVE)
                .map(KeyFacts::kid)
                .orElseThrow(() -> KeyRefusal.noSuchAlgorithm(algorithm));
    }

    /**
     * Publishes a key that was made elsewhere; it stands by in place of ours, which has signed nothing.
     *
     * @throws KeyRefusal 409 when the ring knows or knew it, 400 when its algorithm has no place in the ring
     */
    @Transactional
    String add(KeyPolicy policy, NewKey key) {
        repository.lockRing();
        if (repository.findByIdOptional(key.kid()).isPresent()) {
            throw KeyRefusal.alreadyThere(key.kid());
        }
        if (!policy.algorithms().contains(key.algorithm())) {
            throw KeyRefusal.noSuchAlgorithm(key.algorithm());
        }
        for (KeyFacts standby : facts()) {
            if (standby.is(key.algorithm(), KeyState.PENDING)) {
                apply(new KeyStep.Retire(standby.kid()));
            }
        }
        repository.persistAndFlush(StoredKey.pending(key, seals.current(), clock.instant()));
        changed("key.import", key.kid(), key.algorithm());
        settle(policy);
        return key.kid();
    }

    /** Ends a key and all it signed at once. One that signs is followed by its standby first, however young that is. */
    @Transactional
    String withdraw(KeyPolicy policy, String kid) {
        repository.lockRing();
        StoredKey key = repository.findByIdOptional(kid).orElseThrow(() -> KeyRefusal.unknown(kid));
        if (key.state == KeyState.WITHDRAWN) {
            return kid;
        }
        key.end(KeyState.WITHDRAWN, clock.instant());
        repository.flush();
        changed("key.withdraw", kid, key.facts().algorithm());
        settle(policy);
        return kid;
    }

    private void settle(KeyPolicy policy) {
        Optional<KeyStep> step = policy.next(facts(), clock.instant());
        while (step.isPresent()) {
            apply(step.get());
            step = policy.next(facts(), clock.instant());
        }
    }

    private void apply(KeyStep step) {
        if (step instanceof KeyStep.Publish publish) {
            NewKey key = NewKey.generate(publish.algorithm());
            repository.persistAndFlush(StoredKey.pending(key, seals.current(), clock.instant()));
            changed("key.publish", key.kid(), key.algorithm());
        } else if (step instanceof KeyStep.Activate activate) {
            StoredKey standby = repository.findById(activate.kid());
            JwsAlgorithm algorithm = standby.facts().algorithm();
            if (!seals.opens(standby)) {
                // the key that signs is not given up for one that cannot; the policy will publish another
                end(standby, "key.discard");
                return;
            }
            KeyPolicy.find(facts(), algorithm, KeyState.ACTIVE).ifPresent(signing -> cease(signing.kid()));
            standby.activate(clock.instant());
            repository.flush();
            changed("key.activate", activate.kid(), algorithm);
        } else if (step instanceof KeyStep.Cease cease) {
            cease(cease.kid());
        } else if (step instanceof KeyStep.Retire retire) {
            end(repository.findById(retire.kid()), "key.retire");
        }
    }

    private void end(StoredKey key, String action) {
        key.end(KeyState.RETIRED, clock.instant());
        repository.flush();
        changed(action, key.kid, key.facts().algorithm());
    }

    private void cease(String kid) {
        StoredKey key = repository.findById(kid);
        key.cease(clock.instant());
        // before the successor signs: the database allows one active key for each algorithm
        repository.flush();
        changed("key.cease", kid, key.facts().algorithm());
    }

    private void changed(String action, String kid, JwsAlgorithm algorithm) {
        audit.record(action, kid, Outcome.SUCCESS, Map.of("algorithm", algorithm.alg()));
        notices.announce(Topic.KEY_RING);
    }

    private List<KeyFacts> facts() {
        return repository.all().stream().map(StoredKey::facts).toList();
    }
}
