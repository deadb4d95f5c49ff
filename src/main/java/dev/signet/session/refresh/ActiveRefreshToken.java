package dev.signet.session.refresh;

import dev.signet.base.protocol.Scope;
import java.time.Instant;

/**
 * A refresh token that would be exchanged.
 *
 * @param scope what was granted at log-in, as far as the client may still have it
 * @param issuedAt when it was handed out first
 * @param expiresAt when the session is over if it is not refreshed
 */
public record ActiveRefreshToken(
        String subject, String username, Scope scope, String sessionId, Instant issuedAt, Instant expiresAt) {}
