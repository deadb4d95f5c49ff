package dev.signet.base.http;

import io.netty.handler.codec.DateFormatter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Date;

/**
 * What every answer has, whatever it answers and however the path was written: {@code Date} (RFC 9110 section 6.6.1), and
 * {@code no-store} where nothing else says how long it may be kept (RFC 6749 section 5.1 wants {@code Pragma} too). To a request with
 * credentials always, whatever a resource or a file says: but for what anybody gets.
 */
@ApplicationScoped
class AnswerHeaders {
    /** Before all other filters, so that their refusals have these headers too. */
    static final int FIRST = 1100;

    private static final CharSequence PRAGMA = HttpHeaders.createOptimized("Pragma");
    private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private final Clock clock;
    private final AllowedMethods operations;

    AnswerHeaders(Clock clock, AllowedMethods operations) {
        this.clock = clock;
        this.operations = operations;
    }

    void register(@Observes Filters filters) {
        filters.register(this::promise, FIRST);
    }

    private void promise(RoutingContext context) {
        context.addHeadersEndHandler(end -> complete(context, context.response().headers()));
        context.next();
    }

    private void complete(RoutingContext context, MultiMap headers) {
        headers.set(HttpHeaders.DATE, DateFormatter.format(Date.from(clock.instant())));
        if (!headers.contains(HttpHeaders.CACHE_CONTROL) || isPersonal(context)) {
            headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
            headers.set(PRAGMA, NO_CACHE);
        }
    }

    private boolean isPersonal(RoutingContext context) {
        return context.request().headers().contains(HttpHeaders.AUTHORIZATION) && !operations.open(context);
    }
}
