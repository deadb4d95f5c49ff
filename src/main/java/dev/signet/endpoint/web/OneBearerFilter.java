package dev.signet.endpoint.web;

import dev.signet.base.problem.ProblemType;
import dev.signet.base.protocol.OAuthError;
import dev.signet.base.protocol.OAuthException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A token comes in one {@code Authorization} header, and nowhere else (RFC 6750 section 2, RFC 9700 section 4.3.2). */
final class OneBearerFilter {
    /**
     * Names of tokens and secrets in requests (RFC 6749, RFC 6750 section 2.3, RFC 7009, RFC 7521, RFC 8693, OpenID Connect): what stands
     * in a URL is logged on its way. {@code id_token_hint} is none of them: it opens nothing, and its standards put it there.
     */
    private static final Set<String> SECRETS = Set.of(
            "access_token",
            "refresh_token",
            "id_token",
            "token",
            "assertion",
            "client_assertion",
            "subject_token",
            "actor_token",
            "client_secret",
            "password");

    @ServerRequestFilter(preMatching = true)
    void check(ContainerRequestContext request) {
        if (request.getHeaders()
                        .getOrDefault(HttpHeaders.AUTHORIZATION, List.of())
                        .size()
                > 1) {
            throw refused(request, "The request carries more than one Authorization header.");
        }
        if (request.getUriInfo().getQueryParameters().keySet().stream()
                .anyMatch(name -> SECRETS.contains(name.toLowerCase(Locale.ROOT)))) {
            throw refused(request, "A token or secret must not be in a URL.");
        }
    }

    /** As the endpoint's clients expect it: those of OAuth have errors of their own (RFC 6749 section 5.2). */
    private static RuntimeException refused(ContainerRequestContext request, String detail) {
        if (request.getUriInfo().getPath().startsWith("/oauth/")) {
            return new OAuthException(OAuthError.INVALID_REQUEST, detail);
        }
        return ProblemType.AMBIGUOUS_CREDENTIALS.refusal(detail);
    }
}
