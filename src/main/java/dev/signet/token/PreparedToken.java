package dev.signet.token;

import java.time.Instant;
import java.util.Map;

/**
 * All that an access token is to say, found to be short enough, and not signed yet: so that whatever can go wrong does so
 * before anything is used up for it.
 *
 * @param claims but for those that name the token and who made it when
 * @param client whose it is, and with which algorithm it is signed
 * @param issuedAt {@code iat}
 */
public record PreparedToken(Map<String, Object> claims, ClientTokenRules client, Instant issuedAt) {
    /** Shows no claims: they are somebody's. */
    @Override
    public String toString() {
        return "PreparedToken[" + client.clientId() + "]";
    }
}
