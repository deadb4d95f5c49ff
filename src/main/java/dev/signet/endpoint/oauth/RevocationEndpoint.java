package dev.signet.endpoint.oauth;

import dev.signet.base.protocol.FormParameters;
import dev.signet.endpoint.clientauth.ClientAuthenticator;
import dev.signet.identity.client.Client;
import dev.signet.session.lifecycle.Sessions;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The revocation endpoint (RFC 7009), for clients that need a token no more. */
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

    /** What is no token, or no longer good, is as the client wants it: 200 (section 2.2). */
    @POST
    @ResponseStatus(200)
    public void revoke(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @Context UriInfo uri,
            @Nullable String body) {
        FormParameters parameters =
                FormParameters.read(contentType, uri.getRequestUri().getRawQuery(), body);
        Client client = authenticator.authenticate(authorization, parameters);
        String token = parameters.require("token");
        if (!sessions.revoke(token, client.clientId())) {
            accessTokens.revoke(token, client);
        }
    }
}
