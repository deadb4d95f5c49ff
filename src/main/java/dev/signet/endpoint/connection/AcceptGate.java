package dev.signet.endpoint.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Stands at the socket that accepts connections: closes those for which there is no place, before anything is made for them. */
final class AcceptGate extends ChannelInboundHandlerAdapter {
    private final ConnectionBounds bounds;
    private final ConnectionConfig config;

    AcceptGate(ConnectionBounds bounds, ConnectionConfig config) {
        this.bounds = bounds;
        this.config = config;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof Channel accepted) || !(accepted.remoteAddress() instanceof InetSocketAddress peer)) {
            close(message);
            return;
        }
        Optional<Connection> place = bounds.admit(accepted, peer.getAddress());
        if (place.isEmpty()) {
            close(accepted);
            return;
        }
        Connection connection = place.get();
        accepted.closeFuture().addListener(closed -> bounds.leave(connection));
        accepted.pipeline().addLast(new ConnectionSetUp(connection, bounds, config));
        context.fireChannelRead(accepted);
    }

    private static void close(Object message) {
        if (message instanceof Channel channel) {
            channel.unsafe().closeForcibly();
        }
    }
}
