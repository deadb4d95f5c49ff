package dev.signet.endpoint.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.net.impl.HostAndPortImpl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Which decoded heads are refused before anything else is asked: pure decisions. */
public final class HeadRules {
    private HeadRules() {}

    /**
     * Why a request is refused; empty where it is not.
     *
     * @param request perhaps one that could not be decoded
     */
    public static Optional<EarlyRefusal> refusal(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(undecodable(request.decoderResult().cause()));
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return refused(505, "The version must be HTTP/1.1 or HTTP/1.0.");
        }
        return target(request).or(() -> host(request)).or(() -> transferCoding(request.headers()));
    }

    private static EarlyRefusal undecodable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return HeadLimits.LINE_TOO_LONG;
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return HeadLimits.TOO_LARGE;
        }
        return new EarlyRefusal(400, "The head of the request breaks a rule of RFC 9112.");
    }

    private static Optional<EarlyRefusal> target(HttpRequest request) {
        if (request.method().equals(HttpMethod.CONNECT)) {
            return refused(501, "CONNECT is not supported: this server is not a proxy.");
        }
        String target = request.uri();
        if (target.equals("*") && request.method().equals(HttpMethod.OPTIONS)) {
            return refused(204, "");
        }
        boolean absolute = target.regionMatches(true, 0, "http://", 0, "http://".length())
                || target.regionMatches(true, 0, "https://", 0, "https://".length());
        return (target.startsWith("/") || absolute) && isUri(target)
                ? Optional.empty()
                : refused(400, "The target of a request must be a path or an absolute URI (RFC 9112 section 3.2).");
    }

    /** As Quarkus wants it (RFC 3986): it would answer others without any header. */
    public static boolean isUri(String target) {
        try {
            return !new URI(target).isOpaque();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Optional<EarlyRefusal> host(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        boolean required = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        if (hosts.size() > 1 || (required && hosts.isEmpty())) {
            return refused(400, "There must be one Host field (RFC 9112 section 3.2).");
        }
        if (!hosts.isEmpty() && !HostAndPortImpl.isValidAuthority(hosts.get(0))) {
            return refused(400, "The Host field must be a host and perhaps a port.");
        }
        // The target's host counts (section 3.2.2), and a client sends the same in both.
        String authority = URI.create(request.uri()).getRawAuthority();
        return request.uri().startsWith("/")
                        || (authority != null && hosts.stream().allMatch(authority::equalsIgnoreCase))
                ? Optional.empty()
                : refused(400, "The Host field must be that of the target (RFC 9112 section 3.2).");
    }

    /** Where a body of another coding ends is anybody's guess (section 6.3). */
    private static Optional<EarlyRefusal> transferCoding(HttpHeaders headers) {
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.isEmpty() || (codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked"))
                ? Optional.empty()
                : refused(400, "Transfer-Encoding must be chunked, and said once (RFC 9112 section 6.3).");
    }

    private static Optional<EarlyRefusal> refused(int status, String detail) {
        return Optional.of(new EarlyRefusal(status, detail));
    }
}
