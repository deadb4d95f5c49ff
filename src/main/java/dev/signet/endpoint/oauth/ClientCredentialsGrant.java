package dev.signet.endpoint.oauth;

import dev.signet.base.protocol.GrantType;
import dev.signet.identity.client.Client;
import dev.signet.token.Authorization;
import dev.signet.token.ClientTokenRules;
import dev.signet.token.TokenIssuer;
import dev.signet.token.TokenResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** A client's own token (RFC 6749 section 4.4). No row is written for it, and none is read. */
@ApplicationScoped
class ClientCredentialsGrant implements Grant {
    private final TokenIssuer issuer;
    private final Clock clock;

    ClientCredentialsGrant(TokenIssuer issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    @Override
    public GrantType type() {
        return GrantType.CLIENT_CREDENTIALS;
    }

    /** Without a refresh token: the client can come again (section 4.4.3). */
    @Override
    public TokenResponse tokens(TokenRequest request) {
        Client client = request.client();
        ClientTokenRules tokens =
                request.scope().map(request.tokens()::forScope).orElse(request.tokens());
        return issuer.sign(issuer.prepare(
                new Authorization(client.clientId(), client.roles(), tokens, clock.instant(), Optional.empty())));
    }
}
