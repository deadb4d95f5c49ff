package dev.signet.key;

import dev.signet.jwt.JwsAlgorithm;
import dev.signet.material.NewKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leads the ring from one state to the next: what the schedule asks for first, then what an administrator does. What follows
 * from that is due at once ({@link Keys#refresh}). Each step by schedule is a transaction of its own, and key pairs are made
 * outside of any that has the lock: making one may take longer than others should wait for it. What an administrator does may be
 * the beginning of a transaction: the steps before it take transactions, and connections, of their own, so nothing may have been done
 * in it before.
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
     * Lets the standby key sign now.
     *
     * @return the key that signs now
     * @throws KeyRefusal 409 when the standby was published so recently that verifiers may not know it, or was damaged:
     *     then it is discarded, and another published
     */
    String rotate(KeyPolicy policy, JwsAlgorithm algorithm) {
        turn(policy);
        if (transitions.discardDamaged(algorithm)) {
            turn(policy);
            throw KeyRefusal.standbyDamaged(transitions.mayRotate(policy, algorithm));
        }
        return transitions.rotate(policy, algorithm);
    }

    /**
     * Publishes a key that was made elsewhere; it stands by in place of ours, which has signed nothing.
     *
     * @throws KeyRefusal 409 when the ring knows or knew it, 400 when its algorithm has no place in the ring
     */
    String add(KeyPolicy policy, NewKey key) {
        turn(policy);
        transitions.add(policy, key);
        return key.kid();
    }

    /**
     * Ends a key and all it signed at once. One that signs is followed by its standby in the same moment, however young that
     * is. Before anything else: this cannot wait for what is due, and does not depend on clocks.
     *
     * @param ifMatch the version that is withdrawn; null for whatever it is
     */
    String withdraw(String kid, @Nullable String ifMatch) {
        transitions.withdraw(kid, ifMatch);
        return kid;
    }
}
