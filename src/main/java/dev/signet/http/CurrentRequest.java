package dev.signet.http;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The request that is being answered, for code that runs in and outside of requests. */
@ApplicationScoped
public class CurrentRequest {
    private final CurrentVertxRequest current;
    private final ClientAddress client;

    CurrentRequest(CurrentVertxRequest current, ClientAddress client) {
        this.current = current;
        this.client = client;
    }

    /** Empty at start-up, in schedules and wherever else nobody asked. */
    public Optional<RoutingContext> context() {
        return Arc.container().requestContext().isActive()
                ? Optional.ofNullable(current.getCurrent())
                : Optional.empty();
    }

    /** The IP address that the request came from; of IPv6 as RFC 5952 spells it. */
    public Optional<String> address() {
        return context().flatMap(client::of).map(IpAddress::toString);
    }
}
