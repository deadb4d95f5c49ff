package dev.signet.base.replica;

/** What replicas tell each other about. */
public enum Topic {
    KEY_RING,
    REVOCATIONS,
    CLIENTS
}
