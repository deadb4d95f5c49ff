package dev.signet.token;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Who was granted what: all that an access token says beside its own dates and names.
 *
 * @param subject {@code sub}: opaque, never reused; where a client acts by itself, its {@code client_id} (RFC 9068 section
 *     2.2)
 * @param roles {@code groups}: what {@code @RolesAllowed} reads
 * @param client who was granted it; its scope is what was granted
 * @param grantedAt {@code iat}, unless tokens count only from later on; not before what is granted was looked up
 * @param login of the user whose token it is; nothing where a client acts by itself
 */
public record Authorization(
        String subject, SortedSet<String> roles, ClientTokenRules client, Instant grantedAt, Optional<Login> login) {

    /**
     * The log-in of a user.
     *
     * @param username {@code upn} (MicroProfile JWT)
     * @param sessionId {@code sid}
     * @param authenticatedAt {@code auth_time}
     * @param end when the session ends: no token outlives it
     */
    public record Login(String username, String sessionId, Instant authenticatedAt, Instant end) {}

    /**
     * From when on a token is granted that is not revoked already. A cut-off ends all tokens of its second, since {@code iat} tells no
     * more than the second.
     */
    public static Instant after(Optional<Instant> cutoff, Instant at) {
        return cutoff.map(last -> last.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
                .filter(at::isBefore)
                .orElse(at);
    }
}
