package dev.signet.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.ssl.SslHandler;

/**
 * Puts our decoder and the exchange into the pipeline that Vert.x makes. Vert.x adds its decoder only after the PROXY protocol and TLS,
 * where there are any: so this looks again behind each of them, before the first byte of HTTP.
 */
final class ConnectionSetUp extends ChannelInboundHandlerAdapter {
    /** Names that Vert.x gives. */
    private static final String DECODER = "httpDecoder";

    private static final String VERTX = "handler";

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
        if (event instanceof Closed reason) {
            bounds.count(reason);
            var unused = context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    private void tooSlow() {
        bounds.count(Closed.HEAD_DEADLINE);
        var unused = connection.channel.close();
    }

    private void look(ChannelPipeline pipeline) {
        ChannelHandlerContext decoder = pipeline.context(DECODER);
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        ChannelHandlerContext proxy = pipeline.context(HAProxyMessageDecoder.class);
        if (decoder != null && pipeline.get(VERTX) != null) {
            setUp(pipeline);
        } else if (tls != null) {
            pipeline.addAfter(tls.name(), null, new LookAgain());
        } else if (proxy != null) {
            pipeline.addAfter(proxy.name(), null, new LookAgain());
        } else {
            // Vert.x takes no connections, or speaks something here that this class does not know.
            var unused = pipeline.close();
        }
    }

    private void setUp(ChannelPipeline pipeline) {
        RequestDecoder decoder = new RequestDecoder();
        pipeline.replace(DECODER, DECODER, decoder);
        Exchange exchange = new Exchange(connection, bounds, config, decoder, pipeline.context(decoder));
        pipeline.addBefore(VERTX, "signetExchange", exchange);
        pipeline.remove(this);
    }

    /** Behind TLS or the PROXY protocol, whose end is an event or a message; Vert.x takes the next step in its course. */
    private final class LookAgain extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.fireChannelRead(message);
            again(context);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            context.fireUserEventTriggered(event);
            again(context);
        }

        private void again(ChannelHandlerContext context) {
            if (!context.isRemoved() && context.channel().isActive()) {
                context.pipeline().remove(this);
                look(context.pipeline());
            }
        }
    }
}
