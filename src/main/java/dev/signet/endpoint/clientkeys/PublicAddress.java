package dev.signet.endpoint.clientkeys;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses are those of the public Internet, by IANA's registries of special-purpose addresses (RFC 6890). */
final class PublicAddress {
    /** Networks that are one's own, somebody else's by mistake, or nobody's. */
    private static final List<AddressBlock> NOT_PUBLIC_4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            // multicast, and what is reserved
            "224.0.0.0/3");

    /** All that has been given out so far: loopback, ULA, link-local, multicast and IPv4 within IPv6 are elsewhere. */
    private static final List<AddressBlock> UNICAST_6 = networks("2000::/3");

    /** Within that: protocols, documentation, and 6to4 and Teredo, behind which is some IPv4 address. */
    private static final List<AddressBlock> NOT_PUBLIC_6 =
            networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private PublicAddress() {}

    /** Whether it is one. An IPv4 address mapped into IPv6 is an IPv4 address to Java. */
    static boolean isOne(InetAddress address) {
        return address instanceof Inet4Address
                ? !isIn(NOT_PUBLIC_4, address)
                : isIn(UNICAST_6, address) && !isIn(NOT_PUBLIC_6, address);
    }

    private static boolean isIn(List<AddressBlock> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.includes(address));
    }

    private static List<AddressBlock> networks(String... networks) {
        return Stream.of(networks).map(AddressBlock::of).toList();
    }

    /** All addresses of one family that begin alike. (Netty's filter rules also match those that begin with nothing but ones.) */
    private record AddressBlock(BigInteger beginning, int freeBits) {
        static AddressBlock of(String cidr) {
            String[] parts = cidr.split("/");
            byte[] first = NetUtil.createByteArrayFromIpAddressString(parts[0]);
            int freeBits = first.length * Byte.SIZE - Integer.parseInt(parts[1]);
            return new AddressBlock(new BigInteger(1, first).shiftRight(freeBits), freeBits);
        }

        boolean includes(InetAddress address) {
            return new BigInteger(1, address.getAddress()).shiftRight(freeBits).equals(beginning);
        }
    }
}
