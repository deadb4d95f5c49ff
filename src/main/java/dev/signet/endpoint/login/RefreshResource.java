package dev.signet.endpoint.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import dev.signet.base.problem.Violation;
import dev.signet.identity.clientcache.Clients;
import dev.signet.session.lifecycle.Sessions;
import dev.signet.session.refresh.RefreshRefusal;
import dev.signet.token.TokenResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Optional;

/** Goes on with a first-party session. */
@Path("/api/refresh")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RefreshResource {
    private static final String REFRESH_TOKEN = "refresh_token";

    /** A 401 names a challenge (RFC 9110 section 15.5.2): one that no browser or client library acts upon. */
    private static final Map<String, String> CHALLENGE =
            Map.of(HttpHeaders.WWW_AUTHENTICATE, "Refresh realm=\"signet\"");

    private final Sessions sessions;
    private final Clients clients;

    RefreshResource(Sessions sessions, Clients clients) {
        this.sessions = sessions;
        this.clients = clients;
    }

    /** What the client was given last. */
    public record Refresh(
            @JsonProperty(REFRESH_TOKEN) @NotNull String refreshToken) {
        /** Shows no token. */
        @Override
        public String toString() {
            return "Refresh";
        }
    }

    @POST
    public TokenResponse refresh(@NotNull @Valid Refresh body, @Context UriInfo uri) {
        if (uri.getQueryParameters().containsKey(REFRESH_TOKEN)) {
            throw DomainException.invalid(new Violation(REFRESH_TOKEN, "must not be in the URL, which others may see"));
        }
        try {
            return sessions.refresh(body.refreshToken(), clients.firstParty(), Optional.empty());
        } catch (RefreshRefusal e) {
            throw ProblemType.INVALID_REFRESH_TOKEN.refusal(e.description(), CHALLENGE);
        }
    }
}
