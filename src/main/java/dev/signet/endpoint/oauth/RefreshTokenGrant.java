package dev.signet.endpoint.oauth;

import dev.signet.base.protocol.GrantType;
import dev.signet.base.protocol.OAuthError;
import dev.signet.base.protocol.OAuthException;
import dev.signet.session.lifecycle.Sessions;
import dev.signet.session.refresh.RefreshRefusal;
import dev.signet.token.TokenResponse;
import jakarta.enterprise.context.ApplicationScoped;

/** The sessions of log-in, in OAuth's dialect (RFC 6749 section 6): bound to their client, and rotated (RFC 9700 section 4.14.2). */
@ApplicationScoped
class RefreshTokenGrant implements Grant {
    private final Sessions sessions;

    RefreshTokenGrant(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public GrantType type() {
        return GrantType.REFRESH_TOKEN;
    }

    @Override
    public TokenResponse tokens(TokenRequest request) {
        String refreshToken = request.parameters().require("refresh_token");
        try {
            return sessions.refresh(refreshToken, request.tokens(), request.scope());
        } catch (RefreshRefusal e) {
            throw new OAuthException(OAuthError.INVALID_GRANT, e.description());
        }
    }
}
