package dev.signet.endpoint.web;

import dev.signet.base.http.CorrelationId;
import dev.signet.base.problem.ProblemType;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Which websites may call (the CORS protocol of the Fetch standard): any may read what is public, all else only those of the
 * configured origins. Every refusal that follows carries these headers too, so that a front end can read it.
 */
@ApplicationScoped
class Cors {
    static final int PRIORITY = CorrelationId.PRIORITY - 1;

    private static final String KEYS = "quarkus.http.cors.";
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#*\\s,]+");
    private static final Pattern USUAL_PORT = Pattern.compile("https://.*:443|http://.*:80");
    private static final String PUBLIC_METHODS = "GET, HEAD";
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String HEADERS =
            "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, X-Correlation-Id";
    private static final String EXPOSED =
            "WWW-Authenticate, Retry-After, Location, ETag, Idempotency-Replayed, X-Correlation-Id";
    private static final String SECONDS = "600";

    private final RouterProblems problems;
    private final Set<String> origins;
    private final boolean tryOut;

    /** @throws ConfigurationException when an origin is none, or Quarkus is to answer itself */
    Cors(RouterProblems problems, HostConfig hosts, Config config) {
        this.problems = problems;
        this.tryOut = hosts.loopbackHostsOnly();
        if (config.getOptionalValue(KEYS + "enabled", Boolean.class).orElse(false)) {
            throw new ConfigurationException(
                    KEYS + "enabled: Signet answers browsers itself, and reads " + KEYS + "origins only; remove it");
        }
        this.origins = config.getOptionalValues(KEYS + "origins", String.class).orElse(List.of()).stream()
                .map(Cors::origin)
                .collect(Collectors.toUnmodifiableSet());
    }

    static String origin(String text) {
        if (!ORIGIN.matcher(text.strip()).matches()) {
            throw new ConfigurationException(KEYS + "origins: '" + text
                    + "' is no origin; name each with its scheme, as https://app.example.com");
        }
        String origin = text.strip().toLowerCase(Locale.ROOT);
        if (USUAL_PORT.matcher(origin).matches()) {
            throw new ConfigurationException(KEYS + "origins: browsers leave out the usual port of '" + text
                    + "'; name it without, as https://app.example.com");
        }
        return origin;
    }

    void register(@Observes Filters filters) {
        filters.register(this::answer, PRIORITY);
    }

    private void answer(RoutingContext context) {
        boolean open = isPublic(context.normalizedPath());
        List<String> sent = context.request().headers().getAll(HttpHeaders.ORIGIN);
        MultiMap headers = context.response().headers();
        if (open) {
            allow(headers, "*");
        } else {
            headers.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
        if (sent.isEmpty()) {
            context.next();
        } else if (!open && !(sent.size() == 1 && isAllowed(sent.get(0), context.request()))) {
            problems.send(
                    context,
                    ProblemType.ORIGIN_NOT_ALLOWED.problem("The Origin is not among those that are configured."));
        } else {
            if (!open) {
                allow(headers, sent.get(0));
            }
            if (isPreflight(context.request())) {
                headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, open ? PUBLIC_METHODS : METHODS);
                headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
                headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, SECONDS);
                context.response().setStatusCode(204).end();
            } else {
                context.next();
            }
        }
    }

    /** The key set, the metadata and the contract: the same for everybody, and nothing that a visitor's browser could add. */
    private static boolean isPublic(@Nullable String path) {
        return path != null && (path.startsWith("/.well-known/") || path.startsWith("/q/openapi"));
    }

    private static void allow(MultiMap headers, String origin) {
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }

    /** In a try-out also a page of the same origin, where the host is this machine. */
    private boolean isAllowed(String origin, HttpServerRequest request) {
        String text = origin.toLowerCase(Locale.ROOT);
        return origins.contains(text)
                || (tryOut
                        && Optional.ofNullable(request.getHeader(HttpHeaders.HOST))
                                .filter(RequestTarget::isLoopback)
                                .map(host -> request.scheme() + "://" + host.toLowerCase(Locale.ROOT))
                                .filter(text::equals)
                                .isPresent());
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }
}
