package dev.signet.key;

import dev.signet.jwt.JwsAlgorithm;
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
        for (JwsAlgorithm algorithm : EnumSet.allOf(JwsAlgorithm.class)) {
            Optional<KeyStep> step =
                    algorithms.contains(algorithm) ? keep(algorithm, keys, now) : giveUp(algorithm, keys);
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
        boolean due =
                active.map(key -> !now.isBefore(rotation(key, standby.get()))).orElse(true);
        return due ? Optional.of(new KeyStep.Activate(standby.get().kid())) : Optional.empty();
    }

    /** An algorithm that is configured no longer: what was signed stays valid, nothing more is signed. */
    private static Optional<KeyStep> giveUp(JwsAlgorithm algorithm, Collection<KeyFacts> keys) {
        return find(keys, algorithm, KeyState.PENDING)
                .map(key -> (KeyStep) new KeyStep.Retire(key.kid()))
                .or(() -> find(keys, algorithm, KeyState.ACTIVE).map(key -> new KeyStep.Cease(key.kid())));
    }

    private Instant rotation(KeyFacts active, KeyFacts standby) {
        return schedule.rotation(active.since(), standby.createdAt());
    }

    /** When the next state after this one begins, if time alone decides. */
    Optional<Instant> nextTransition(Collection<KeyFacts> keys, KeyFacts key) {
        if (key.state() == KeyState.PENDING || key.state() == KeyState.ACTIVE) {
            Optional<KeyFacts> active = find(keys, key.algorithm(), KeyState.ACTIVE);
            Optional<KeyFacts> standby = find(keys, key.algorithm(), KeyState.PENDING);
            return active.flatMap(signing -> standby.map(next -> rotation(signing, next)));
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
