package dev.signet.endpoint.web;

import dev.signet.base.http.AllowedMethods;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** OPTIONS tells what a 405 would tell (RFC 9110 section 9.3.7). */
final class OptionsFilter {
    private final AllowedMethods allowed;

    OptionsFilter(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    @ServerRequestFilter(preMatching = true)
    @Nullable Response answer(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (!request.getMethod().equals(HttpMethod.OPTIONS) || !allowed.known(path)) {
            return null;
        }
        return Response.noContent().header(HttpHeaders.ALLOW, allowed.of(path)).build();
    }
}
