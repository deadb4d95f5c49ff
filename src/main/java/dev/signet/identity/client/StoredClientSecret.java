package dev.signet.identity.client;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A secret of a client as it rests in the database.
 *
 * @param hash a keyed hash of it
 * @param lastUsedAt to about a minute
 */
@SuppressWarnings("ArrayRecordComponent") // not a value: compared by nobody
public record StoredClientSecret(
        UUID id,
        String clientId,
        byte[] hash,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {
    public ValidSecret valid() {
        return new ValidSecret(id, hash);
    }

    /** Shows no hash. */
    @Override
    public String toString() {
        return "StoredClientSecret[" + id + "]";
    }
}
