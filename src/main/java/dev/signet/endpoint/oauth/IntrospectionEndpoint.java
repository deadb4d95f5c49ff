package dev.signet.endpoint.oauth;

import dev.signet.base.protocol.FormParameters;
import dev.signet.base.protocol.OAuthError;
import dev.signet.base.protocol.OAuthException;
import dev.signet.endpoint.clientauth.ClientAuthenticator;
import dev.signet.identity.client.Client;
import dev.signet.identity.client.ClientType;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The introspection endpoint (RFC 7662), for resource servers: confidential clients whose audiences tokens name. */
@Path("/oauth/introspect")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class IntrospectionEndpoint {
    private final ClientAuthenticator authenticator;
    private final Introspection introspection;

    IntrospectionEndpoint(ClientAuthenticator authenticator, Introspection introspection) {
        this.authenticator = authenticator;
        this.introspection = introspection;
    }

    /** Both kinds of tokens show which they are, so {@code token_type_hint} is ignored, as section 2.1 allows. */
    @POST
    public Map<String, Object> introspect(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @Context UriInfo uri,
            @Nullable String body) {
        FormParameters parameters =
                FormParameters.read(contentType, uri.getRequestUri().getRawQuery(), body);
        Client client = authenticator.authenticate(authorization, parameters);
        if (client.type() != ClientType.CONFIDENTIAL) {
            throw new OAuthException(OAuthError.INVALID_CLIENT, "A public client cannot authenticate.");
        }
        return introspection.of(parameters.require("token"), client);
    }
}
