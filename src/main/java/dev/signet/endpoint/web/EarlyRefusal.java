package dev.signet.endpoint.web;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection does not take a request: how its head is written (RFC 9112), or how long it takes to come. What the
 * connection decides, the router answers, so that this answer is a problem with all headers like any other.
 *
 * @param status of the answer
 * @param detail of the problem
 */
public record EarlyRefusal(int status, String detail) {
    private static final AttributeKey<EarlyRefusal> OF_HEAD = AttributeKey.valueOf("signet.early-refusal");
    private static final AttributeKey<Consumer<EarlyRefusal>> OF_BODY = AttributeKey.valueOf("signet.body-refusal");

    /** Lets the router answer the next request of this connection so. */
    public void ofHead(Channel channel) {
        channel.attr(OF_HEAD).set(this);
    }

    /** Lets whoever reads the body of the request answer so; false where the body is not read yet, or was answered. */
    public boolean ofBody(Channel channel) {
        @Nullable Consumer<EarlyRefusal> reader = channel.attr(OF_BODY).getAndSet(null);
        if (reader != null) {
            reader.accept(this);
        }
        return reader != null;
    }

    /** Forgets who read the body of the request before. */
    public static void nextRequest(Channel channel) {
        channel.attr(OF_BODY).set(null);
    }

    /** Whether this request stands for one that was refused. */
    static Optional<EarlyRefusal> of(HttpServerRequest request) {
        return Optional.ofNullable(channel(request).attr(OF_HEAD).get());
    }

    /** Calls {@code answer}, on the event loop, when the body of this request is refused while it comes. */
    static void whileReading(HttpServerRequest request, Consumer<EarlyRefusal> answer) {
        channel(request).attr(OF_BODY).set(answer);
    }

    private static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }
}
