package dev.signet.session.lifecycle;

import dev.signet.base.http.CurrentRequest;
import dev.signet.base.text.Visible;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Reads off the current request which device it comes from. */
@ApplicationScoped
class CurrentDevice {
    private final CurrentRequest request;

    CurrentDevice(CurrentRequest request) {
        this.request = request;
    }

    /**
     * From where a session is opened or refreshed, so that its owner recognises it.
     *
     * @param userAgent as the client calls itself; at most {@value #MAX_USER_AGENT} characters of it, with U+FFFD for what
     *     is not seen
     */
    record Device(@Nullable String address, @Nullable String userAgent) {

        /** To compare clients by: one that does not say is like any other that does not. */
        String userAgentOrEmpty() {
            return userAgent == null ? "" : userAgent;
        }
    }

    static final int MAX_USER_AGENT = 256;

    Device get() {
        return new Device(
                request.address().orElse(null),
                request.context().map(CurrentDevice::userAgent).orElse(null));
    }

    private static @Nullable String userAgent(RoutingContext context) {
        String text = context.request().getHeader(HttpHeaders.USER_AGENT);
        return text == null ? null : Visible.shown(text.substring(0, Math.min(text.length(), MAX_USER_AGENT)));
    }
}
