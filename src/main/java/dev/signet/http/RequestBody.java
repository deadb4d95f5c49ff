package dev.signet.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collects a request's body on the event loop, up to 64 KiB, before anything else sees the request: a resource would wait
 * for it on a worker thread, and a client that never sends the rest would keep that thread from everybody else. What a
 * body may not be is refused here too, for all addresses alike.
 */
@ApplicationScoped
class RequestBody {
    static final int LIMIT = 64 * 1024;

    /** The priority of the filter that collects. */
    static final int FIRST = 1000;

    private final RouterProblems problems;
    private final BodyHandler collector =
            BodyHandler.create(false).setBodyLimit(LIMIT).setHandleFileUploads(false);

    RequestBody(RouterProblems problems) {
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::collect, FIRST);
        filters.register(this::checkType, FIRST - 1);
    }

    private void collect(RoutingContext context) {
        HttpServerRequest request = context.request();
        String coding = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            // Where the body ends is anybody's guess, and what follows it has perhaps been read as a request already
            // (RFC 9112 section 6.1). An answer would let that pass; the end of the connection does not.
            request.connection().close();
        } else if (isMultipart(request)) {
            // The collector would keep nothing of it, and whoever reads the body then waits for it in vain.
            problems.send(context, 415, "No address takes multipart bodies.");
        } else if (hasBody(request, coding)) {
            collector.handle(context);
        } else {
            context.next();
        }
    }

    private static boolean hasBody(HttpServerRequest request, @Nullable String coding) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return coding != null || (length != null && !length.equals("0"));
    }

    private static boolean isMultipart(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private void checkType(RoutingContext context) {
        if (context.body().length() <= 0) {
            context.next();
            return;
        }
        HttpServerRequest request = context.request();
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (type == null || type.isBlank()) {
            problems.send(context, 415, "A body must say in Content-Type what it is.");
        } else if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            problems.send(context, 415, "A body must not have a Content-Encoding.");
        } else if (!isUtf8(type)) {
            problems.send(context, 415, "A body must be in UTF-8.");
        } else {
            context.next();
        }
    }

    /** JSON and forms are UTF-8 (RFC 8259 section 8.1); saying so is allowed, also by the name that many programs have for it. */
    private static boolean isUtf8(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT).replaceAll("[\\s\"]", "");
        return Stream.of(type.split(";", -1))
                .filter(parameter -> parameter.startsWith("charset="))
                .allMatch(parameter -> parameter.equals("charset=utf-8") || parameter.equals("charset=utf8"));
    }
}
