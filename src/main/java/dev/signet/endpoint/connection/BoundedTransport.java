package dev.signet.endpoint.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * The hook into Vert.x, found by {@code META-INF/services}: the only place at which a server can be told what to do with connections
 * before it makes anything for them.
 */
public final class BoundedTransport extends JDKTransport implements VertxServiceProvider {
    @Override
    public void init(VertxBuilder builder) {
        if (builder.findTransport() != JDKTransport.INSTANCE) {
            throw new IllegalStateException(
                    "Connections are bounded with Java's own transport only: remove quarkus.vertx.prefer-native-transport");
        }
        builder.findTransport(this);
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        ArcContainer signet = Arc.container();
        // None where somebody else's Vert.x runs with our classes beside it, as in a test of one of them.
        if (signet != null) {
            signet.instance(BoundedServers.class).get().bound(options.getPort(), bootstrap);
        }
    }
}
