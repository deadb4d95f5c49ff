package dev.signet.token;

import dev.signet.http.DomainException;
import dev.signet.http.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A token comes in one {@code Authorization} header, and nowhere else (RFC 6750 section 2, RFC 9700 section 4.3.2). */
final class OneBearerFilter {

    @ServerRequestFilter(preMatching = true)
    void check(ContainerRequestContext request) {
        if (request.getHeaders()
                        .getOrDefault(HttpHeaders.AUTHORIZATION, List.of())
                        .size()
                > 1) {
            throw refused("The request carries more than one Authorization header.");
        }
        if (request.getUriInfo().getQueryParameters().containsKey("access_token")) {
            throw refused("A token must not stand in a URL.");
        }
    }

    private static DomainException refused(String detail) {
        return new DomainException(
                Problem.of(400, "ambiguous-credentials", "A token must come in one Authorization header", detail));
    }
}
