package dev.signet.session;

import dev.signet.token.Authorization;
import dev.signet.token.TokenIssuer;
import dev.signet.user.User;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Writes the token object of a session, and reads the part of it that comes back. */
@ApplicationScoped
class SessionTokens {
    private final TokenIssuer issuer;
    private final RefreshTokenSeal seal;

    SessionTokens(TokenIssuer issuer, RefreshTokenSeal seal) {
        this.issuer = issuer;
        this.seal = seal;
    }

    /** What a refresh token says; nothing where it is none of ours. */
    Optional<RefreshToken> read(String refreshToken) {
        return seal.read(refreshToken);
    }

    TokenResponse issue(Grant grant) {
        Session session = grant.session();
        User user = grant.user();
        Authorization authorization = new Authorization(
                user.subject(),
                user.username(),
                user.roles(),
                session.clientId,
                session.scope,
                session.id.toString(),
                session.createdAt,
                grant.at(),
                grant.end());
        TokenIssuer.AccessToken token = issuer.issue(authorization);
        return new TokenResponse(
                token.value(),
                "Bearer",
                token.expiresIn().toSeconds(),
                seal.write(session.refreshToken()),
                grant.refreshLifespan().toSeconds(),
                session.scope);
    }
}
