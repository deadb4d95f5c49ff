package dev.signet.identity.clientadmin;

import dev.signet.identity.client.StoredClientSecret;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a secret.
 *
 * @param lastUsedAt to about a minute
 */
public record SecretView(
        UUID id, Instant createdAt, @Nullable Instant lastUsedAt) {
    static SecretView of(StoredClientSecret secret) {
        return new SecretView(secret.id(), secret.createdAt(), secret.lastUsedAt());
    }
}
