package dev.signet.endpoint.oauth;

import dev.signet.base.protocol.OAuthError;
import dev.signet.base.protocol.OAuthException;
import dev.signet.endpoint.clientauth.ClientAuthenticator;
import dev.signet.endpoint.clientauth.ClientRequest;
import dev.signet.identity.client.Client;
import dev.signet.identity.client.ClientType;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
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
    public Map<String, Object> introspect(@Nullable String body) {
        ClientRequest request = authenticator.authenticate(body);
        Client client = request.client();
        if (client.type() != ClientType.CONFIDENTIAL) {
            throw new OAuthException(OAuthError.INVALID_CLIENT, "A public client cannot authenticate.");
        }
        return introspection.of(request.parameters().require("token"), client);
    }
}
