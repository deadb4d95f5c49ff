package dev.signet.identity.client;

import java.util.UUID;

/**
 * A secret that a client may authenticate with, as far as we know it.
 *
 * @param hash an HMAC of it; may not be modified
 */
@SuppressWarnings("ArrayRecordComponent") // not a value: compared by nobody
public record ValidSecret(UUID id, byte[] hash) {
    /** Shows no hash. */
    @Override
    public String toString() {
        return "ValidSecret[" + id + "]";
    }
}
