package dev.signet.session.lifecycle;

import dev.signet.token.PreparedToken;
import java.time.Duration;
import java.time.Instant;

/**
 * A session whose next tokens are to be handed out.
 *
 * @param accessToken to be signed
 * @param at when it was granted: what access tokens carry as {@code iat}
 * @param end when the session is over if it is not refreshed again
 * @param repeated whether its refresh token was handed out before
 */
record SessionGrant(Session session, PreparedToken accessToken, Instant at, Instant end, boolean repeated) {

    /** For how long the refresh token is good, from the second that the access token names. */
    Duration refreshLifespan() {
        return Duration.ofSeconds(end.getEpochSecond() - at.getEpochSecond());
    }
}
