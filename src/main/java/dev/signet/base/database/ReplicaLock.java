package dev.signet.base.database;

/** What one replica at a time may do. Each is an advisory lock, held until the transaction ends. */
public enum ReplicaLock {
    KEY_RING(1),
    /** Whether there is an administrator. */
    ADMINISTRATORS(2),
    SERVER_SECRET(3),
    CLEAN_UP(4),
    AUDIT_CHAIN(5),
    BUILT_IN_CLIENT(6),
    SETUP(7);

    /** "Signet" in the upper bytes, so that nobody else in the database picks the same numbers. */
    private static final long NAMESPACE = 0x5369_676E_6574_0000L;

    private final int number;

    ReplicaLock(int number) {
        this.number = number;
    }

    /** The number that PostgreSQL knows the lock by. */
    long number() {
        return NAMESPACE + number;
    }
}
