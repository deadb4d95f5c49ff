package dev.signet.endpoint.web;

import dev.signet.base.problem.ProblemType;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses, at the front, requests that name their target in a way in which rules could be evaded: a path with parameters, and in a
 * try-out a host that is not this machine. Lists that came in several lines become one (RFC 9110 section 5.3).
 */
@ApplicationScoped
class RequestTarget {
    /** After the headers that a refusal needs too. */
    static final int PRIORITY = Cors.PRIORITY - 1;

    private static final Pattern PORT = Pattern.compile(":[0-9]*$");
    private static final List<CharSequence> LISTS = List.of(HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH);

    private final RouterProblems problems;
    private final boolean loopbackOnly;

    RequestTarget(RouterProblems problems, HostConfig config) {
        this.problems = problems;
        this.loopbackOnly = config.loopbackHostsOnly();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    /** What no website may ask for: Quarkus lets every origin read the port of the platform. */
    void register(@Observes ManagementInterface management) {
        if (loopbackOnly) {
            management.router().route().order(RouterProblems.BEFORE_QUARKUS).handler(context -> {
                if (!isLoopback(context.request().getHeader(HttpHeaders.HOST))) {
                    misdirected(context);
                } else if (context.request().headers().contains(HttpHeaders.ORIGIN)) {
                    problems.send(context, 403, "Websites may not read this port of a try-out.");
                } else {
                    context.next();
                }
            });
        }
    }

    private void check(RoutingContext context) {
        String path = context.request().path();
        if (path != null && path.indexOf(';') >= 0) {
            // Routers leave out what follows it, while rules by path see it.
            problems.send(context, 400, "A path must not have a semicolon.");
        } else if (loopbackOnly && !isLoopback(context.request().getHeader(HttpHeaders.HOST))) {
            misdirected(context);
        } else {
            joinLists(context.request().headers());
            context.next();
        }
    }

    private void misdirected(RoutingContext context) {
        problems.send(
                context,
                ProblemType.MISDIRECTED_REQUEST.problem(
                        "A try-out answers for loopback hosts only, such as localhost."));
    }

    /**
     * Whether a {@code Host} is this machine, with a port or without.
     *
     * @param authority null where there is none: HTTP/1.0 may leave it out, which no browser does
     */
    static boolean isLoopback(@Nullable String authority) {
        return authority == null || LoopbackHost.is(PORT.matcher(authority).replaceFirst(""));
    }

    private static void joinLists(MultiMap headers) {
        for (CharSequence name : LISTS) {
            List<String> lines = headers.getAll(name);
            if (lines.size() > 1) {
                headers.set(name, String.join(", ", lines));
            }
        }
    }
}
