package dev.signet.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where this process would connect to while this is open: Java asks for a proxy before each connection of a socket or an URL, and so
 * do clients of {@code java.net.http} that are made meanwhile. What is connected by a channel, as Netty does, shows only where
 * a {@link Listener} waits for it.
 */
final class OutboundCalls extends ProxySelector implements AutoCloseable {
    private final Set<Integer> ownPorts;
    private final List<URI> strangers = new CopyOnWriteArrayList<>();
    private final ProxySelector before = ProxySelector.getDefault();

    /** @param ownPorts of the server, which the test calls, and of its database */
    OutboundCalls(Set<Integer> ownPorts) {
        this.ownPorts = ownPorts;
        ProxySelector.setDefault(this);
    }

    void assertNone() {
        assertThat(strangers).as("places that were called").isEmpty();
    }

    @Override
    public List<Proxy> select(URI uri) {
        if (!ownPorts.contains(uri.getPort())) {
            strangers.add(uri);
        }
        return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException cause) {
        // whoever connects learns of it
    }

    @Override
    public void close() {
        ProxySelector.setDefault(before);
    }
}
