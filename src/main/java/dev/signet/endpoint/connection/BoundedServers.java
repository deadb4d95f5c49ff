package dev.signet.endpoint.connection;

import dev.signet.base.http.ClientAddress;
import dev.signet.base.http.Network;
import dev.signet.endpoint.connection.ConnectionBounds.Limits;
import dev.signet.endpoint.web.HeadLimits;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** The servers of this process, the one for clients and the one for management, each with bounds of its own, and their metrics. */
@ApplicationScoped
class BoundedServers {
    private static final int LONGEST_BODY = 64 * 1024;

    /** Only the platform calls there: probes and whatever reads metrics. */
    private static final int MANAGEMENT_CONNECTIONS = 100;

    private static final Logger LOG = Logger.getLogger(BoundedServers.class);

    private static final int SMALLEST_READ = 512;
    private static final int FIRST_READ = 2048;

    private final ConnectionConfig config;
    private final ClientAddress clientAddress;
    private final MeterRegistry meters;
    private final int managementPort;
    private final List<ConnectionBounds> servers = new CopyOnWriteArrayList<>();

    BoundedServers(ConnectionConfig config, ClientAddress clientAddress, MeterRegistry meters, Config quarkus) {
        this.config = config;
        this.clientAddress = clientAddress;
        this.meters = meters;
        this.managementPort = quarkus.getOptionalValue("quarkus.management.port", Integer.class)
                .orElse(9000);
    }

    void register(@Observes StartupEvent event) {
        long heap = Runtime.getRuntime().maxMemory();
        if (HeapSum.of(config) > heap) {
            LOG.warnf(
                    "Connections and bodies may take more heap than there is (%d of %d MiB): raise -Xmx, or lower"
                            + " signet.http.connections and signet.http.bodies",
                    HeapSum.of(config) >> 20, heap >> 20);
        }
        Gauge.builder("signet.http.connections", servers, all -> all.stream()
                        .mapToInt(ConnectionBounds::connections)
                        .sum())
                .description("Connections of clients and of the platform")
                .register(meters);
        Gauge.builder("signet.http.bodies", servers, all -> all.stream()
                        .mapToLong(ConnectionBounds::bodyBytes)
                        .sum())
                .description("Bytes of bodies of requests that are not answered yet")
                .baseUnit("bytes")
                .register(meters);
        for (CloseReason reason : CloseReason.values()) {
            FunctionCounter.builder("signet.http.closed", servers, all -> all.stream()
                            .mapToLong(bounds -> bounds.closed(reason).sum())
                            .sum())
                    .description("Connections that were closed though their clients would have kept them")
                    .tag("reason", reason.tag())
                    .register(meters);
        }
    }

    /** Bounds the connections of a server that is about to listen. */
    void bound(int port, ServerBootstrap bootstrap) {
        int connections = port == managementPort ? MANAGEMENT_CONNECTIONS : config.connections();
        if (config.bodies().asLongValue() < LONGEST_BODY) {
            throw new ConfigurationException("signet.http.bodies must be at least 64K, as long as one body may be");
        }
        Limits limits = new Limits(
                connections,
                Math.min(connections, config.connectionsPerAddress()),
                config.bodies().asLongValue());
        ConnectionBounds bounds = new ConnectionBounds(limits, Network::of, clientAddress::isTrustedProxy);
        servers.add(bounds);
        bootstrap.handler(new AcceptGate(bounds, config));
        // One read at a time, so that not much more is read than is wanted.
        bootstrap.childOption(
                ChannelOption.RCVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, HeadLimits.SIZE).maxMessagesPerRead(1));
    }
}
