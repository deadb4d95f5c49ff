package dev.signet.endpoint.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import java.util.List;
import java.util.Optional;

/**
 * Puts our decoder and the exchange into the pipeline that Vert.x makes. Vert.x adds its decoder only after the PROXY protocol and TLS,
 * where there are any, and at the port of the platform only when it knows that the client does not speak HTTP/2, which Quarkus cannot
 * turn off there: so this looks again behind each of them, before the first byte of HTTP.
 */
final class ConnectionSetUp extends ChannelInboundHandlerAdapter {
    /** Names that Vert.x gives. */
    private static final String DECODER = "httpDecoder";

    /** The second stands there until the first request, when it makes way for the first. */
    private static final List<String> VERTX = List.of("handler", "h2c");

    private final Connection connection;
    private final ConnectionBounds bounds;
    private final ConnectionConfig config;
    private final Deadline deadline = new Deadline(this::tooSlow);

    ConnectionSetUp(Connection connection, ConnectionBounds bounds, ConnectionConfig config) {
        this.connection = connection;
        this.bounds = bounds;
        this.config = config;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        deadline.set(context, config.headDeadline());
        context.fireChannelActive();
        look(context.pipeline());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        deadline.cancelTimer();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof CloseReason reason) {
            bounds.count(reason);
            var unused = context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    private void tooSlow() {
        bounds.count(CloseReason.HEAD_DEADLINE);
        var unused = connection.channel.close();
    }

    private void look(ChannelPipeline pipeline) {
        ChannelHandlerContext decoder = pipeline.context(DECODER);
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        ChannelHandlerContext proxy = pipeline.context(HAProxyMessageDecoder.class);
        ChannelHandlerContext version = pipeline.context(Http1xOrH2CHandler.class);
        Optional<String> vertx =
                VERTX.stream().filter(name -> pipeline.get(name) != null).findFirst();
        if (decoder != null && vertx.isPresent()) {
            setUp(pipeline, vertx.get());
        } else if (version != null) {
            pipeline.addAfter(version.name(), null, new LookAgain());
        } else if (tls != null) {
            pipeline.addAfter(tls.name(), null, new LookAgain());
        } else if (proxy != null) {
            pipeline.addAfter(proxy.name(), null, new LookAgain());
        } else {
            // Vert.x takes no connections, or the client speaks HTTP/2.
            var unused = pipeline.close();
        }
    }

    private void setUp(ChannelPipeline pipeline, String vertx) {
        RequestDecoder decoder = new RequestDecoder();
        pipeline.replace(DECODER, DECODER, decoder);
        Exchange exchange = new Exchange(connection, bounds, config, decoder, pipeline.context(decoder));
        pipeline.addBefore(vertx, "signetExchange", exchange);
        pipeline.remove(this);
    }

    /** Behind TLS, whose end is an event, and the PROXY protocol, whose end is a message: Vert.x takes the next step in its course. */
    private final class LookAgain extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof ByteBuf) {
                // The first of HTTP/1.1, for which Vert.x is ready.
                again(context);
                context.fireChannelRead(message);
            } else {
                context.fireChannelRead(message);
                again(context);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            context.fireUserEventTriggered(event);
            again(context);
        }

        private void again(ChannelHandlerContext context) {
            if (!context.isRemoved() && context.channel().isActive()) {
                // Before this goes, which then still knows what follows it.
                look(context.pipeline());
                context.pipeline().remove(this);
            }
        }
    }
}
