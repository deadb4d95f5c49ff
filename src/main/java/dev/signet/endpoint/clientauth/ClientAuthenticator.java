package dev.signet.endpoint.clientauth;

import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditTally;
import dev.signet.base.http.CurrentRequest;
import dev.signet.base.protocol.FormParameters;
import dev.signet.base.protocol.OAuthError;
import dev.signet.base.protocol.OAuthException;
import dev.signet.identity.client.AuthMethod;
import dev.signet.identity.client.Client;
import dev.signet.identity.client.ClientSecrets;
import dev.signet.identity.client.Proof;
import dev.signet.identity.client.ValidSecret;
import dev.signet.identity.clientcache.Clients;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells which client the current request comes from (RFC 6749 section 2.3): by the one way that it is registered for. */
@ApplicationScoped
public class ClientAuthenticator {
    private static final String ID = "client_id";
    private static final String SECRET = "client_secret";
    private static final String ASSERTION = "client_assertion";

    /** In the audit trail: once for many, as no row may be written for each token. */
    private static final String AUTHENTICATE = "client.authenticate";

    private final Clients clients;
    private final ClientSecrets secrets;
    private final SecretUses uses;
    private final ClientAssertions assertions;
    private final AuditTally tally;
    private final CurrentRequest current;

    ClientAuthenticator(
            Clients clients,
            ClientSecrets secrets,
            SecretUses uses,
            ClientAssertions assertions,
            AuditTally tally,
            CurrentRequest current) {
        this.clients = clients;
        this.secrets = secrets;
        this.uses = uses;
        this.assertions = assertions;
        this.tally = tally;
        this.current = current;
    }

    /**
     * Reads a request as all OAuth endpoints take it: its parameters, then who sends them.
     *
     * @throws OAuthException as the other, and {@code invalid_request} where the form is malformed
     */
    public ClientRequest authenticate(@Nullable String body) {
        HttpServerRequest http = current.context().map(RoutingContext::request).orElseThrow();
        FormParameters parameters = FormParameters.read(http.getHeader(HttpHeaders.CONTENT_TYPE), http.query(), body);
        return new ClientRequest(authenticate(http.getHeader(HttpHeaders.AUTHORIZATION), parameters), parameters);
    }

    /**
     * The client that makes a request.
     *
     * @param authorization the header; null where none was sent
     * @throws OAuthException {@code invalid_client} where nobody has proved to be anybody, {@code invalid_request} where it was
     *     tried in two ways at once
     */
    Client authenticate(@Nullable String authorization, FormParameters parameters) {
        try {
            Client client = identify(authorization, parameters);
            if (client.method() != AuthMethod.NONE) {
                var how = Map.of("method", client.method().code());
                tally.count(AUTHENTICATE, client.clientId(), Outcome.SUCCESS, how);
            }
            return client;
        } catch (OAuthException e) {
            if (e.error() == OAuthError.INVALID_CLIENT) {
                var why = Map.of("reason", e.description());
                tally.count(AUTHENTICATE, alleged(authorization, parameters), Outcome.REFUSED, why);
            }
            throw e;
        }
    }

    /** Only where there is such a client: whatever else was sent for an id may be a secret. */
    private String alleged(@Nullable String authorization, FormParameters parameters) {
        return parameters
                .get(ID)
                .or(() -> BasicCredentials.allegedId(authorization))
                .filter(id -> clients.proof(id).isPresent())
                .orElse("unknown");
    }

    private Client identify(@Nullable String authorization, FormParameters parameters) {
        boolean secret = parameters.get(SECRET).isPresent();
        boolean assertion = parameters.get(ASSERTION).isPresent()
                || parameters.get("client_assertion_type").isPresent();
        if ((authorization != null ? 1 : 0) + (secret ? 1 : 0) + (assertion ? 1 : 0) > 1) {
            throw invalid("A client must use one authentication method only.");
        }
        if (authorization != null) {
            return bySecret(BasicCredentials.read(authorization), AuthMethod.CLIENT_SECRET_BASIC, parameters);
        }
        if (secret) {
            var credentials = new BasicCredentials(parameters.require(ID), parameters.require(SECRET));
            return bySecret(credentials, AuthMethod.CLIENT_SECRET_POST, parameters);
        }
        Optional<Client> client = assertion
                ? Optional.of(assertions.verify(parameters))
                : parameters.get(ID).filter(this::provesNothing).flatMap(clients::find);
        return registered(client, assertion ? AuthMethod.PRIVATE_KEY_JWT : AuthMethod.NONE, parameters);
    }

    private boolean provesNothing(String clientId) {
        return clients.proof(clientId)
                .filter(proof -> proof.method() == AuthMethod.NONE)
                .isPresent();
    }

    /**
     * The unknown get the same answer as a wrong secret after the same work: the secret is hashed, compared with hashes that are
     * remembered, and the database is not asked.
     */
    private Client bySecret(BasicCredentials credentials, AuthMethod method, FormParameters parameters) {
        List<ValidSecret> valid =
                clients.proof(credentials.clientId()).map(Proof::secrets).orElse(List.of());
        Optional<ValidSecret> found = secrets.find(credentials.secret(), valid);
        Optional<Client> client = found.isPresent() ? clients.find(credentials.clientId()) : Optional.empty();
        Client registered = registered(client, method, parameters);
        found.ifPresent(uses::note);
        return registered;
    }

    /** One answer for all: whoever is nobody learns not even which clients there are. */
    private static Client registered(Optional<Client> client, AuthMethod method, FormParameters parameters) {
        Client known = client.filter(Client::enabled)
                .filter(candidate -> candidate.method() == method)
                .orElseThrow(() -> new OAuthException(
                        OAuthError.INVALID_CLIENT,
                        "Client authentication failed: the client is unknown or disabled, or its method "
                                + "or credentials are wrong."));
        if (!parameters.get(ID).map(known.clientId()::equals).orElse(true)) {
            throw invalid("The client_id is not that of the authenticated client.");
        }
        return known;
    }

    private static OAuthException invalid(String description) {
        return new OAuthException(OAuthError.INVALID_REQUEST, description);
    }
}
