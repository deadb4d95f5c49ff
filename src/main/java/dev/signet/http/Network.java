package dev.signet.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where somebody is, as far as they cannot easily be elsewhere. */
public final class Network {
    private static final int IPV4_BYTES = 4;

    /** Whoever has one address of an IPv6 network of 64 bits has them all. */
    private static final int IPV6_NETWORK_BYTES = 8;

    private Network() {}

    /** One text for an IPv4 address, mapped into IPv6 or not, or for an IPv6 /64; a host's name is left as it is. */
    public static String of(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return address;
        }
        try {
            byte[] unmapped = InetAddress.getByAddress(bytes).getAddress();
            if (unmapped.length == IPV4_BYTES) {
                return InetAddress.getByAddress(unmapped).getHostAddress();
            }
            byte[] network = Arrays.copyOf(Arrays.copyOf(unmapped, IPV6_NETWORK_BYTES), unmapped.length);
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of " + bytes.length + " bytes", e);
        }
    }
}
