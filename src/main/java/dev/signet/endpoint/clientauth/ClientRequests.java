package dev.signet.endpoint.clientauth;

import dev.signet.base.http.CurrentRequest;
import dev.signet.base.protocol.FormParameters;
import dev.signet.base.protocol.OAuthException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Reads the current request in the one form that all OAuth endpoints share. */
@ApplicationScoped
public class ClientRequests {
    private final CurrentRequest current;
    private final ClientAuthenticator authenticator;

    ClientRequests(CurrentRequest current, ClientAuthenticator authenticator) {
        this.current = current;
        this.authenticator = authenticator;
    }

    /**
     * Reads the parameters, then authenticates the client.
     *
     * @throws OAuthException {@code invalid_request} where the form is malformed or the client uses two authentication
     *     methods; {@code invalid_client} where its authentication fails
     */
    public ClientRequest read(@Nullable String body) {
        HttpServerRequest http = current.context().map(RoutingContext::request).orElseThrow();
        FormParameters parameters = FormParameters.read(http.getHeader(HttpHeaders.CONTENT_TYPE), http.query(), body);
        return new ClientRequest(
                authenticator.authenticate(http.getHeader(HttpHeaders.AUTHORIZATION), parameters), parameters);
    }
}
