package dev.signet.endpoint.web;

import dev.signet.base.http.AllowedMethods;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * OPTIONS tells what a 405 would tell (RFC 9110 section 9.3.7). By itself, Quarkus REST answers 200 also where there is
 * nothing, and names methods of other addresses.
 */
final class OptionsFilter {
    private final AllowedMethods allowed;

    OptionsFilter(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    @ServerRequestFilter(preMatching = true)
    @Nullable Response answer(ContainerRequestContext request) {
        if (!request.getMethod().equals(HttpMethod.OPTIONS)) {
            return null;
        }
        String methods = allowed.of(request.getUriInfo().getPath());
        return methods.isEmpty()
                ? null
                : Response.noContent().header(HttpHeaders.ALLOW, methods).build();
    }
}
