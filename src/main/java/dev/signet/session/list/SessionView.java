package dev.signet.session.list;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as its user and administrators see it.
 *
 * @param lastUsedAt when it was refreshed last, to the minute
 * @param expiresAt when it is over if it is not refreshed again
 * @param address from where it was opened
 * @param userAgent as the client that opened it calls itself
 * @param current whether the request was made in it
 */
public record SessionView(
        UUID id,
        UUID userId,
        String clientId,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        @Nullable String address,
        @Nullable String userAgent,
        boolean current) {}
