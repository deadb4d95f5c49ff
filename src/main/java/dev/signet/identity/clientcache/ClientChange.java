package dev.signet.identity.clientcache;

/** Something about a client that others may have to follow. Told within the transaction that makes it. */
public sealed interface ClientChange {
    String clientId();

    /** It is another than before, perhaps by its secrets. */
    record Changed(String clientId) implements ClientChange {}

    /** It is gone; whoever gets its id later must inherit nothing. */
    record Deleted(String clientId) implements ClientChange {}
}
