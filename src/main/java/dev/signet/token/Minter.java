package dev.signet.token;

import java.time.Instant;
import java.util.Set;

/**
 * Who has claims signed, as their own token says.
 *
 * @param subject {@code sub}
 * @param name {@code upn}
 * @param roles {@code groups}
 * @param tokenId {@code jti}
 * @param sessionId of the session that the token is to die with
 * @param issuedAt {@code iat}
 * @param clientId {@code client_id}
 */
public record Minter(
        String subject,
        String name,
        Set<String> roles,
        String tokenId,
        String sessionId,
        Instant issuedAt,
        String clientId) {}
