package dev.signet.http;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A body says what it is; Quarkus would take one that does not for what the resource reads. */
final class ContentTypeFilter {

    @ServerRequestFilter(preMatching = true)
    void check(ContainerRequestContext request) {
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        boolean body = (length != null && !length.equals("0")) || request.getHeaderString("Transfer-Encoding") != null;
        String type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (body && (type == null || type.isBlank())) {
            throw new NotSupportedException();
        }
    }
}
