package dev.signet.base.http;

import java.net.InetAddress;
import java.util.Arrays;

/** The network that one machine can have all addresses of: an IPv4 address, or 64 bits of an IPv6 address. */
public final class Network {
    private static final int IPV4_BYTES = 4;

    /** Whoever has one address of an IPv6 network of 64 bits has them all. */
    private static final int IPV6_NETWORK_BYTES = 8;

    private Network() {}

    /** One text for an IPv4 address, mapped into IPv6 or not, or for an IPv6 /64; a host's name is left as it is. */
    public static String of(String address) {
        return IpAddress.of(address).map(Network::of).orElse(address);
    }

    /** The same for an address that is no text. */
    public static String of(InetAddress address) {
        return of(IpAddress.of(address.getAddress()));
    }

    private static String of(IpAddress address) {
        byte[] bytes = address.bytes();
        if (bytes.length == IPV4_BYTES) {
            return address.toString();
        }
        return IpAddress.of(Arrays.copyOf(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES), bytes.length)) + "/64";
    }
}
