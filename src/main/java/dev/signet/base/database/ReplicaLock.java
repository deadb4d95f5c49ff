package dev.signet.base.database;

import jakarta.persistence.EntityManager;

/** What one replica at a time may do. Each is an advisory lock, held until the transaction ends. */
public enum ReplicaLock {
    KEY_RING(1),
    /** Whether there is an administrator. */
    ADMINISTRATORS(2),
    SERVER_SECRET(3),
    CLEAN_UP(4),
    AUDIT_CHAIN(5),
    FIRST_PARTY_CLIENT(6),
    SETUP(7);

    /** "Signet" in the upper bytes, so that nobody else in the database picks the same numbers. */
    private static final long NAMESPACE = 0x5369_676E_6574_0000L;

    private final int number;

    ReplicaLock(int number) {
        this.number = number;
    }

    /** Waits until no other transaction holds the lock, then holds it. */
    public void hold(EntityManager transaction) {
        SingleColumnQuery.query(
                        transaction, "select pg_advisory_xact_lock(:lock)", "pg_advisory_xact_lock", String.class)
                .setParameter("lock", NAMESPACE + number)
                .getResultList();
    }

    /** Holds the lock if no other transaction does; returns whether it is held. */
    public boolean tryHold(EntityManager transaction) {
        return SingleColumnQuery.query(
                        transaction,
                        "select pg_try_advisory_xact_lock(:lock)",
                        "pg_try_advisory_xact_lock",
                        Boolean.class)
                .setParameter("lock", NAMESPACE + number)
                .getSingleResult();
    }
}
