package dev.signet.base.http;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The request that is being answered, for code that runs in and outside of requests. */
@ApplicationScoped
public class CurrentRequest {
    private static final String TEMPLATE = "UrlPathTemplate";

    private final CurrentVertxRequest current;
    private final ClientAddress client;
    private final AllowedMethods operations;

    CurrentRequest(CurrentVertxRequest current, ClientAddress client, AllowedMethods operations) {
        this.current = current;
        this.client = client;
        this.operations = operations;
    }

    /** Empty at start-up, in schedules and wherever else nobody asked. */
    public Optional<RoutingContext> context() {
        return Arc.container().requestContext().isActive()
                ? Optional.ofNullable(current.getCurrent())
                : Optional.empty();
    }

    /**
     * The template of the address that was asked for, as {@code /api/admin/users/{id}}: there are only so many. Empty where no resource
     * is at it.
     */
    public Optional<String> route() {
        return context().flatMap(context -> matched(context).or(() -> operations.template(context)));
    }

    /** What Quarkus found for its metrics; it alone knows the parts that sub-resources add. */
    private static Optional<String> matched(RoutingContext context) {
        return context.request() instanceof HttpServerRequestInternal request
                ? Optional.ofNullable(request.context().getLocal(TEMPLATE))
                : Optional.empty();
    }

    /** The IP address that the request came from; of IPv6 as RFC 5952 spells it. */
    public Optional<String> address() {
        return context().flatMap(client::of).map(IpAddress::toString);
    }
}
