package dev.signet.session.mint;

import java.time.Instant;
import java.util.Set;

/**
 * The confirmed caller that has claims signed.
 *
 * @param subject {@code sub}
 * @param name {@code upn}
 * @param roles {@code groups}
 * @param sessionId of the session that the token is to die with
 * @param clientId {@code client_id}
 * @param at {@code iat} of the token to sign
 * @param end when the session is over if it is not refreshed: no token outlives it
 */
record MintingCaller(
        String subject, String name, Set<String> roles, String sessionId, String clientId, Instant at, Instant end) {}
