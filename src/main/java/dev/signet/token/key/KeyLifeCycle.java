package dev.signet.token.key;

import dev.signet.base.problem.DomainException;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.keyimport.NewKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Takes the steps that the schedule asks for. An administrator's act ({@link KeyTransitions}) comes after them, and what follows from it
 * is due at once ({@link Keys#refresh}). Each step is a transaction of its own, and key pairs are made outside of any transaction that
 * has the lock: making one may take longer than others should wait for it.
 */
@ApplicationScoped
class KeyLifeCycle {
    private final KeyTransitions transitions;

    KeyLifeCycle(KeyTransitions transitions) {
        this.transitions = transitions;
    }

    /**
     * Does all that is due. Of replicas that find it due at once, one does it and the others find it done.
     *
     * @return whether anything was due
     */
    boolean turn(KeyPolicy policy) {
        boolean turned = false;
        Optional<KeyStep> due = transitions.due(policy);
        while (due.isPresent()) {
            if (due.get() instanceof KeyStep.Publish publish) {
                transitions.publish(policy, NewKey.generate(publish.algorithm()));
            } else {
                transitions.take(policy, due.get());
            }
            turned = true;
            due = transitions.due(policy);
        }
        return turned;
    }

    /**
     * Prepares a rotation by an administrator: takes the steps that are due, and discards a damaged standby.
     *
     * @return the algorithm, for {@link KeyTransitions#rotate}
     * @throws DomainException 409 where the standby was damaged: another is published
     */
    JwsAlgorithm beforeRotation(KeyPolicy policy, JwsAlgorithm algorithm) {
        turn(policy);
        if (transitions.discardDamaged(algorithm)) {
            turn(policy);
            throw KeyRefusal.standbyDamaged(transitions.mayRotate(policy, algorithm));
        }
        return algorithm;
    }
}
