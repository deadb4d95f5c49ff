package dev.signet.endpoint.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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
        Optional<EarlyRefusal> refusal = EarlyRefusal.of(request);
        Optional<String> type = announcedLength(request) > 0 ? refusedType(request) : Optional.empty();
        if (refusal.isPresent()) {
            problems.send(context, refusal.get());
        } else if (isMultipart(request)) {
            // The collector would keep nothing of it, and whoever reads the body then waits for it in vain.
            problems.send(context, 415, "Multipart bodies are not supported.");
        } else if (type.isPresent()) {
            problems.send(context, 415, type.get());
        } else if (hasBody(request)) {
            EarlyRefusal.whileReading(request, late -> problems.send(context, late));
            collector.handle(context);
        } else {
            context.next();
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || announcedLength(request) > 0;
    }

    /** Netty lets no other value pass than a number. */
    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private static boolean isMultipart(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** Of a body whose length was not announced: one without bytes needs no type. */
    private void checkType(RoutingContext context) {
        if (hasBody(context.request()) && context.body().buffer() == null) {
            // The collector keeps none that is empty, and a resource would wait on its worker thread for what has come
            // already.
            ((RoutingContextInternal) context).setBody(Buffer.buffer());
        }
        Optional<String> refusal = context.body().length() > 0 ? refusedType(context.request()) : Optional.empty();
        refusal.ifPresentOrElse(detail -> problems.send(context, 415, detail), context::next);
    }

    private static Optional<String> refusedType(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (type == null || type.isBlank()) {
            return Optional.of("A body needs a Content-Type.");
        }
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Optional.of("A body must not have a Content-Encoding.");
        }
        return isUtf8(type) ? Optional.empty() : Optional.of("A body must be in UTF-8.");
    }

    /** JSON and forms are UTF-8 (RFC 8259 section 8.1); saying so is allowed, also by the name that many programs have for it. */
    private static boolean isUtf8(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT).replaceAll("[\\s\"]", "");
        return Stream.of(type.split(";", -1))
                .filter(parameter -> parameter.startsWith("charset="))
                .allMatch(parameter -> parameter.equals("charset=utf-8") || parameter.equals("charset=utf8"));
    }
}
