package dev.signet.endpoint.connection;

import dev.signet.endpoint.web.HeadRules;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;
import java.util.Set;

/**
 * The request that the router sees in place of one that was refused: of what the client sent it has only what the answer depends on,
 * so that nothing else of it has any effect.
 */
final class RefusedRequest {
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);
    private static final List<String> FIELDS = List.of("Origin", "X-Correlation-Id");
    private static final String NO_PATH = "/";

    private RefusedRequest() {}

    /** For a request of which nothing is known. */
    static HttpRequest unknown() {
        return made(HttpMethod.GET, NO_PATH);
    }

    static HttpRequest of(HttpRequest refused) {
        if (refused.decoderResult().isFailure()) {
            return unknown();
        }
        HttpMethod method = METHODS.contains(refused.method()) ? refused.method() : HttpMethod.GET;
        HttpRequest made =
                made(method, refused.uri().startsWith("/") && HeadRules.isUri(refused.uri()) ? refused.uri() : NO_PATH);
        for (String field : FIELDS) {
            List<String> values = refused.headers().getAll(field);
            if (values.size() == 1) {
                made.headers().set(field, values.get(0));
            }
        }
        return made;
    }

    private static HttpRequest made(HttpMethod method, String path) {
        HttpRequest made = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, path, HeadersMultiMap.httpHeaders());
        made.headers().set(HttpHeaderNames.HOST, "localhost");
        return made;
    }
}
