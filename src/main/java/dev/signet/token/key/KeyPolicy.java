package dev.signet.token.key;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.keystore.KeyFacts;
import dev.signet.token.keystore.KeyState;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what is to be done to a ring, one step after the other: deterministic, without storage and without a clock of its
 * own, so that every replica decides the same.
 *
 * @param defaultAlgorithm the algorithm of tokens that ask for none
 * @param algorithms those that have a key that signs and one that stands by
 */
record KeyPolicy(KeySchedule schedule, JwsAlgorithm defaultAlgorithm, Set<JwsAlgorithm> algorithms) {

    static KeyPolicy of(KeySchedule schedule, KeyScheduleConfig config) {
        Set<JwsAlgorithm> algorithms = EnumSet.of(JwsAlgorithm.RS256, config.defaultAlgorithm());
        algorithms.addAll(config.algorithms());
        return new KeyPolicy(schedule, config.defaultAlgorithm(), Set.copyOf(algorithms));
    }

    /** The next step that is due now; empty when the ring is as it should be. */
    Optional<KeyStep> next(Collection<KeyFacts> keys, Instant now) {
        for (JwsAlgorithm algorithm : JwsAlgorithm.RING) {
            Optional<KeyStep> step =
                    algorithms.contains(algorithm) ? keep(algorithm, keys, now) : letGo(algorithm, keys, now);
            if (step.isPresent()) {
                return step;
            }
        }
        return keys.stream()
                .filter(key -> key.state() == KeyState.RETIRING && !now.isBefore(schedule.retirement(key.since())))
                .map(key -> (KeyStep) new KeyStep.Retire(key.kid()))
                .findFirst();
    }

    private Optional<KeyStep> keep(JwsAlgorithm algorithm, Collection<KeyFacts> keys, Instant now) {
        Optional<KeyFacts> active = find(keys, algorithm, KeyState.ACTIVE);
        Optional<KeyFacts> standby = find(keys, algorithm, KeyState.PENDING);
        if (standby.isEmpty()) {
            return Optional.of(new KeyStep.Publish(algorithm));
        }
        Instant due = active.map(key -> rotation(key, standby.get()))
                .orElseGet(() -> mayBegin(algorithm, standby.get(), keys));
        return now.isBefore(due)
                ? Optional.empty()
                : Optional.of(new KeyStep.Activate(standby.get().kid()));
    }

    /** At once where nobody can hold a key set yet, or where the key before was compromised; else like any other key. */
    private Instant mayBegin(JwsAlgorithm algorithm, KeyFacts standby, Collection<KeyFacts> keys) {
        boolean nothingSignedYet = keys.stream().allMatch(key -> key.activeFrom() == null);
        boolean withdrawn = keys.stream()
                .filter(key -> key.algorithm() == algorithm && key.activeFrom() != null)
                // not by later changes: the key before ceased at the very moment at which this one began
                .max(Comparator.comparing(KeyFacts::activeFrom))
                .filter(key -> key.state() == KeyState.WITHDRAWN)
                .isPresent();
        return nothingSignedYet || withdrawn ? standby.createdAt() : schedule.mayActivate(standby.createdAt());
    }

    /**
     * An algorithm that this replica is not configured for: others may be, for as long as a change of the configuration is
     * on its way. So its keys are only let go when nobody else has turned them for longer than a period.
     */
    private Optional<KeyStep> letGo(JwsAlgorithm algorithm, Collection<KeyFacts> keys, Instant now) {
        Instant forgotten = now.minus(schedule.period().multipliedBy(2));
        return find(keys, algorithm, KeyState.ACTIVE)
                .filter(key -> !key.since().isAfter(forgotten))
                .map(key -> (KeyStep) new KeyStep.Cease(key.kid()))
                .or(() -> find(keys, algorithm, KeyState.PENDING)
                        .filter(key -> !key.createdAt().isAfter(forgotten))
                        .map(key -> new KeyStep.Retire(key.kid())));
    }

    private Instant rotation(KeyFacts active, KeyFacts standby) {
        return schedule.rotation(active.since(), standby.createdAt());
    }

    /** When the next state after this one begins, if time alone decides. */
    Optional<Instant> nextTransition(Collection<KeyFacts> keys, KeyFacts key) {
        if (key.state() == KeyState.PENDING || key.state() == KeyState.ACTIVE) {
            Optional<KeyFacts> active = find(keys, key.algorithm(), KeyState.ACTIVE);
            Optional<KeyFacts> standby = find(keys, key.algorithm(), KeyState.PENDING);
            // where there is none yet, one is published long before a period ends
            return active.map(signing -> rotation(signing, standby.orElse(signing)));
        }
        return key.state() == KeyState.RETIRING ? Optional.of(schedule.retirement(key.since())) : Optional.empty();
    }

    /** The key of that state that was published first. */
    static Optional<KeyFacts> find(Collection<KeyFacts> keys, JwsAlgorithm algorithm, KeyState state) {
        return keys.stream()
                .filter(key -> key.is(algorithm, state))
                .min(Comparator.comparing(KeyFacts::createdAt).thenComparing(KeyFacts::kid));
    }
}
