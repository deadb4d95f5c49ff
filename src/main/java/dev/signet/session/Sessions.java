package dev.signet.session;

import dev.signet.token.Authorization;
import dev.signet.token.TokenIssuer;
import dev.signet.user.User;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Opens sessions. */
@ApplicationScoped
public class Sessions {
    private final TokenIssuer issuer;
    private final Clock clock;

    Sessions(TokenIssuer issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * Opens a session and hands out its first tokens.
     *
     * @param user who has just proved to be that
     * @param clientId on behalf of which client
     * @param scope what was granted
     */
    public TokenResponse open(User user, String clientId, String scope) {
        Authorization authorization = new Authorization(
                user.subject(),
                user.username(),
                user.roles(),
                clientId,
                scope,
                UUID.randomUUID().toString(),
                clock.instant());
        TokenIssuer.AccessToken token = issuer.issue(authorization);
        return new TokenResponse(token.value(), "Bearer", token.expiresIn().toSeconds(), scope);
    }
}
