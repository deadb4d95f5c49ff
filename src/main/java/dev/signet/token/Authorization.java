package dev.signet.token;

import java.time.Instant;
import java.util.SortedSet;

/**
 * Who was granted what: all that an access token says beside its own dates and names.
 *
 * @param subject {@code sub}: opaque, never reused
 * @param username {@code upn} (MicroProfile JWT)
 * @param roles {@code groups}: what {@code @RolesAllowed} reads
 * @param clientId {@code client_id} (RFC 9068 section 2.2)
 * @param scope {@code scope}: names separated by spaces (RFC 6749 section 3.3)
 * @param sessionId {@code sid}
 * @param authenticatedAt {@code auth_time}
 * @param grantedAt {@code iat}: not before what is granted was looked up
 * @param end when the grant ends: no token outlives it
 */
public record Authorization(
        String subject,
        String username,
        SortedSet<String> roles,
        String clientId,
        String scope,
        String sessionId,
        Instant authenticatedAt,
        Instant grantedAt,
        Instant end) {}
