package dev.signet.endpoint.oauth;

import dev.signet.identity.client.Client;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.session.lifecycle.Sessions;
import dev.signet.session.refresh.ActiveRefreshToken;
import dev.signet.token.AccessTokenVerifier;
import dev.signet.token.bearer.RejectedTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client may know of a token (RFC 7662 section 2.2): an access token that is meant for one of its audiences, a refresh
 * token that is its own. Of everything else it is told nothing, not even why (section 4).
 */
@ApplicationScoped
class Introspection {
    private static final Map<String, Object> INACTIVE = Map.of("active", false);

    private final AccessTokenVerifier verifier;
    private final RejectedTokens rejected;
    private final Sessions sessions;

    Introspection(AccessTokenVerifier verifier, RejectedTokens rejected, Sessions sessions) {
        this.verifier = verifier;
        this.rejected = rejected;
        this.sessions = sessions;
    }

    Map<String, Object> of(String token, Client client) {
        return sessions.active(token, client.tokens())
                .map(found -> refreshToken(found, client.clientId()))
                .orElseGet(() -> accessToken(token, client));
    }

    private Map<String, Object> accessToken(String token, Client client) {
        try {
            Map<String, Object> members = new LinkedHashMap<>(verifier.verifyFor(client.audiences(), token));
            // after the claims, of which some are somebody's own
            if (members.get("upn") instanceof String username) {
                members.put("username", username);
            } else {
                members.remove("username");
            }
            members.put("active", true);
            members.put("token_type", "Bearer");
            return members;
        } catch (JwtRejectedException e) {
            rejected.count(RejectedTokens.Door.INTROSPECTION, e.rejection());
            return INACTIVE;
        }
    }

    private static Map<String, Object> refreshToken(ActiveRefreshToken token, String clientId) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("active", true);
        members.put("client_id", clientId);
        members.put("sub", token.subject());
        members.put("username", token.username());
        if (!token.scope().names().isEmpty()) {
            members.put("scope", token.scope().toString());
        }
        members.put("sid", token.sessionId());
        members.put("iat", token.issuedAt().getEpochSecond());
        members.put("exp", token.expiresAt().getEpochSecond());
        return members;
    }
}
