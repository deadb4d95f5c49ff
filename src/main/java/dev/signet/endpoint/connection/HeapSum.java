package dev.signet.endpoint.connection;

/** How much heap the process needs when all bounds are reached at once; docs/operations.md tells the same. */
final class HeapSum {
    private static final long MEBIBYTE = 1024 * 1024;

    /** What Signet takes by itself. */
    static final long OWN = 80 * MEBIBYTE;

    /** The head of a request as text and taken apart, and what is made for a connection. */
    static final long PER_CONNECTION = 64 * 1024;

    /** A body as it came, as it grows, and as it is read. */
    static final int PER_BODY_BYTE = 3;

    private HeapSum() {}

    static long of(ConnectionConfig config) {
        return OWN
                + config.connections() * PER_CONNECTION
                + PER_BODY_BYTE * config.bodies().asLongValue();
    }
}
