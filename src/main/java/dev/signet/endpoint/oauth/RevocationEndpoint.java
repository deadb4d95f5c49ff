package dev.signet.endpoint.oauth;

import dev.signet.endpoint.clientauth.ClientAuthenticator;
import dev.signet.endpoint.clientauth.ClientRequest;
import dev.signet.identity.client.Client;
import dev.signet.session.lifecycle.Sessions;
import dev.signet.session.refresh.RefreshRefusal;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The revocation endpoint (RFC 7009), for clients that no longer need a token. */
@Path("/oauth/revoke")
@PermitAll
public class RevocationEndpoint {
    private final ClientAuthenticator authenticator;
    private final Sessions sessions;
    private final AccessTokenRevocation accessTokens;

    RevocationEndpoint(ClientAuthenticator authenticator, Sessions sessions, AccessTokenRevocation accessTokens) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
    }

    /** An unknown or invalid token is answered 200 too (section 2.2). */
    @POST
    @ResponseStatus(200)
    public void revoke(@Nullable String body) {
        ClientRequest request = authenticator.authenticate(body);
        Client client = request.client();
        String token = request.parameters().require("token");
        try {
            if (!sessions.revoke(token, client.clientId())) {
                accessTokens.revoke(token, client);
            }
        } catch (RefreshRefusal e) {
            throw AccessTokenRevocation.ofAnotherClient();
        }
    }
}
