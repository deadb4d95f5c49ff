package dev.signet.session.lifecycle;

import dev.signet.base.protocol.Scope;
import dev.signet.identity.user.User;
import dev.signet.session.refresh.RefreshToken;
import dev.signet.session.refresh.RefreshTokenSeal;
import dev.signet.token.Authorization;
import dev.signet.token.ClientTokenRules;
import dev.signet.token.PreparedToken;
import dev.signet.token.TokenIssuer;
import dev.signet.token.TokenResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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

    /** Lets pass only where tokens can be made as the client wants them: before anything is used up for them. */
    void checkSigns(ClientTokenRules client) {
        issuer.checkSigns(client);
    }

    /**
     * What is to be handed out, made as the client wants it: found before anything is used up for it.
     *
     * @param user as they are now
     * @param scope of the access token
     * @param at what access tokens carry as {@code iat}
     * @param end when the session is over if it is not refreshed again
     */
    PreparedToken prepare(Session session, User user, ClientTokenRules client, Scope scope, Instant at, Instant end) {
        var login = new Authorization.Login(user.username(), session.id.toString(), session.createdAt, end);
        return issuer.prepare(
                new Authorization(user.subject(), user.roles(), client.forScope(scope), at, Optional.of(login)));
    }

    /** The tokens of a session. */
    TokenResponse issue(SessionGrant grant) {
        return TokenResponse.of(issuer.issue(grant.accessToken()))
                .refreshedBy(
                        seal.write(grant.session().refreshToken()),
                        grant.refreshLifespan().toSeconds());
    }
}
