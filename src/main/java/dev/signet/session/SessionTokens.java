package dev.signet.session;

import dev.signet.token.Authorization;
import dev.signet.token.ClientTokens;
import dev.signet.token.TokenIssuer;
import dev.signet.token.TokenResponse;
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

    /** Lets pass only where tokens can be made as the client wants them: before anything is used up for them. */
    void checkSigns(ClientTokens client) {
        issuer.checkSigns(client);
    }

    /** Lets pass only where tokens are not too long: before anything is used up for them. */
    void checkFits(Grant grant, ClientTokens client) {
        issuer.checkFits(authorization(grant, client));
    }

    /** The tokens of a session, made as the client wants them. */
    TokenResponse issue(Grant grant, ClientTokens client) {
        return TokenResponse.of(issuer.issue(authorization(grant, client)))
                .refreshedBy(
                        seal.write(grant.session().refreshToken()),
                        grant.refreshLifespan().toSeconds());
    }

    private static Authorization authorization(Grant grant, ClientTokens client) {
        Session session = grant.session();
        User user = grant.user();
        var login = new Authorization.Login(user.username(), session.id.toString(), session.createdAt, grant.end());
        return new Authorization(
                user.subject(), user.roles(), client.forScope(grant.scope()), grant.at(), Optional.of(login));
    }
}
