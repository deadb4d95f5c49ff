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

    CurrentRequest(CurrentVertxRequest current) {
        this.current = current;
    }

    /** Empty at start-up, in schedules and wherever else nobody asked. */
    public Optional<RoutingContext> context() {
        return Arc.container().requestContext().isActive()
                ? Optional.ofNullable(current.getCurrent())
                : Optional.empty();
    }

    /** Where the request came from: an IP address, or what a trusted proxy named instead. */
    public Optional<String> address() {
        return context()
                .flatMap(context -> Optional.ofNullable(context.request().remoteAddress()))
                .map(peer -> peer.hostAddress() == null ? peer.host() : peer.hostAddress());
    }
}
