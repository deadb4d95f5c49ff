package dev.signet.endpoint.oauth;

import dev.signet.base.protocol.FormParameters;
import dev.signet.base.protocol.InvalidScopeException;
import dev.signet.base.protocol.OAuthError;
import dev.signet.base.protocol.OAuthException;
import dev.signet.base.protocol.Scope;
import dev.signet.endpoint.clientauth.ClientAuthenticator;
import dev.signet.endpoint.clientauth.ClientRequest;
import dev.signet.identity.client.Client;
import dev.signet.token.ClientTokenRules;
import dev.signet.token.TokenResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The token endpoint (RFC 6749 section 3.2): what every grant must do is done here, so that none can forget it. */
@Path("/oauth/token")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class TokenEndpoint {
    private final ClientAuthenticator authenticator;
    private final Grants grants;

    TokenEndpoint(ClientAuthenticator authenticator, Grants grants) {
        this.authenticator = authenticator;
        this.grants = grants;
    }

    @POST
    public TokenResponse token(@Nullable String body) {
        // 1. Each parameter comes once, in the body, and the client is who it says.
        ClientRequest request = authenticator.authenticate(body);
        Client client = request.client();
        FormParameters parameters = request.parameters();
        // 2. It may use this grant.
        Grant grant = grants.named(parameters.require("grant_type"));
        if (!client.grants().contains(grant.type())) {
            throw new OAuthException(
                    OAuthError.UNAUTHORIZED_CLIENT, "The client is not registered for this grant_type.");
        }
        // 3. It asks for no more scope, and for nobody else's resources, than it is registered for.
        ClientTokenRules tokens = client.tokens()
                .forAudience(audience(parameters))
                .orElseThrow(() -> new OAuthException(
                        OAuthError.INVALID_TARGET, "The client may not have tokens for this resource."));
        try {
            Optional<Scope> scope = parameters.get("scope").map(Scope::parse).map(tokens.scope()::narrowedTo);
            // 4. What it brings is good for tokens.
            return grant.tokens(new TokenRequest(client, parameters, scope, tokens));
        } catch (InvalidScopeException e) {
            throw new OAuthException(OAuthError.INVALID_SCOPE, e.description());
        }
    }

    /** RFC 8707 section 2; {@code audience} is what others call it. */
    private static Set<String> audience(FormParameters parameters) {
        Set<String> asked = new LinkedHashSet<>(parameters.all("resource"));
        asked.addAll(parameters.all("audience"));
        return asked;
    }
}
