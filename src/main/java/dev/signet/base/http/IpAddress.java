package dev.signet.base.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 address. One of IPv4 that is mapped into IPv6 (RFC 4291 section 2.5.5.2) is the IPv4 address. */
record IpAddress(InetAddress value) {
    /** Of IPv6, with groups of at most four digits (RFC 4291 section 2.2); what else must fit is for Java to say. */
    private static final Pattern IPV6 = Pattern.compile("(?!.*[0-9A-Fa-f]{5})(?=.*:)[0-9A-Fa-f:][0-9A-Fa-f:.]{1,44}");

    /** Nothing is looked up; the zone of a link-local address is left out, as it names one of our own interfaces. */
    static Optional<IpAddress> of(String text) {
        String address = text.split("%", 2)[0];
        if (IPV6.matcher(address).matches()) {
            return ofIpv6(address);
        }
        byte[] bytes = NetUtil.isValidIpV4Address(text) ? NetUtil.createByteArrayFromIpAddressString(text) : null;
        return bytes == null ? Optional.empty() : Optional.of(of(bytes));
    }

    /** In brackets, Java takes it for an address and looks up no name. Netty reads some spellings wrongly, or not at all. */
    private static Optional<IpAddress> ofIpv6(String address) {
        try {
            return Optional.of(new IpAddress(InetAddress.getByName("[" + address + "]")));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    static IpAddress of(byte[] bytes) {
        try {
            return new IpAddress(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of " + bytes.length + " bytes", e);
        }
    }

    byte[] bytes() {
        return value.getAddress();
    }

    /** The one spelling that an address has (RFC 5952). */
    @Override
    public String toString() {
        return NetUtil.toAddressString(value);
    }
}
