package dev.signet.base.http;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** The one place that says which address a request comes from. */
@ApplicationScoped
@Startup // so that a mistake shows at start, not at the first request
public class ClientAddress {
    private static final String PROXY = "quarkus.http.proxy.";
    private static final String PROXY_PROTOCOL = PROXY + "use-proxy-protocol";

    /**
     * With these keys Quarkus takes the first address of a header, which the caller chooses, and reads scheme and host from
     * other headers.
     */
    private static final List<String> OF_QUARKUS = Stream.of(
                    "proxy-address-forwarding",
                    "trusted-proxies",
                    "allow-forwarded",
                    "allow-x-forwarded",
                    "enable-forwarded-host",
                    "enable-forwarded-prefix",
                    "enable-trusted-proxy-header")
            .map(PROXY::concat)
            .toList();

    private final TrustedProxies proxies;

    /** @throws ConfigurationException when the settings would trust everybody, mean nothing, or are Quarkus' own */
    ClientAddress(ForwardingConfig config, Config quarkus) {
        refuseKeysOfQuarkus(quarkus);
        refuseHalf(
                config, quarkus.getOptionalValue(PROXY_PROTOCOL, Boolean.class).orElse(false));
        this.proxies = new TrustedProxies(
                read("signet.trusted-proxies", () -> config.trustedProxies().orElse(List.of()).stream()
                        .map(range -> IpRange.parse(range.strip()))
                        .toList()),
                read("signet.forwarded-header", () -> config.forwardedHeader().map(ForwardedHeader::named)));
    }

    private static void refuseKeysOfQuarkus(Config quarkus) {
        List<String> set = OF_QUARKUS.stream()
                .filter(key -> quarkus.getOptionalValue(key, String.class)
                        .filter(value -> !value.equals("false"))
                        .isPresent())
                .toList();
        if (!set.isEmpty()) {
            throw new ConfigurationException(String.join(", ", set) + ": Signet reads the headers of proxies itself;"
                    + " set signet.trusted-proxies and signet.forwarded-header instead");
        }
    }

    private static void refuseHalf(ForwardingConfig config, boolean proxyProtocol) {
        boolean named = config.forwardedHeader().isPresent() || proxyProtocol;
        if (config.trustedProxies().isPresent() && !named) {
            throw new ConfigurationException("signet.trusted-proxies has no effect without signet.forwarded-header:"
                    + " set it to the header in which these proxies name the client, X-Forwarded-For or Forwarded");
        }
        if (config.trustedProxies().isEmpty() && named) {
            throw new ConfigurationException("signet.forwarded-header and " + PROXY_PROTOCOL + " have no effect without"
                    + " signet.trusted-proxies: set it to the addresses of the proxies that may name the client");
        }
    }

    private static <T> T read(String key, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(key + ": " + e.getMessage(), e);
        }
    }

    /** The address of the client; nothing where the connection has no IP address. */
    Optional<IpAddress> of(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        return address(connection.remoteAddress(true))
                .map(peer -> proxies.caller(
                        peer,
                        address(connection.remoteAddress()).orElse(peer),
                        proxies.header()
                                .map(header -> context.request().headers().getAll(header.headerName()))
                                .orElse(List.of())));
    }

    /** Whether the other end of a connection may say for whom it calls. */
    public boolean isTrustedProxy(InetAddress peer) {
        return proxies.trusts(IpAddress.of(peer.getAddress()));
    }

    private static Optional<IpAddress> address(SocketAddress address) {
        return Optional.ofNullable(address).map(SocketAddress::hostAddress).flatMap(IpAddress::of);
    }
}
