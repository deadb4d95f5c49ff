package dev.signet.token.key;

import dev.signet.jwt.algorithm.JwsAlgorithm;

/** One change of the ring. */
sealed interface KeyStep {
    /** A new key is published. */
    record Publish(JwsAlgorithm algorithm) implements KeyStep {}

    /** A published key begins to sign; the one that signed, if any, begins to retire. */
    record Activate(String kid) implements KeyStep {}

    /** A key that signs begins to retire without a successor. */
    record Cease(String kid) implements KeyStep {}

    /** A key ceases to verify. */
    record Retire(String kid) implements KeyStep {}
}
