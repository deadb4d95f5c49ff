package dev.signet.database;

/** What replicas tell each other about. */
public enum Topic {
    KEY_RING,
    REVOCATIONS,
    CLIENTS
}
