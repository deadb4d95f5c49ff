package dev.signet.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** An IPv4 or IPv6 address. One of IPv4 that is mapped into IPv6 (RFC 4291 section 2.5.5.2) is the IPv4 address. */
record IpAddress(InetAddress value) {
    /** Nothing is looked up; the zone of a link-local address is left out, as it names one of our own interfaces. */
    static Optional<IpAddress> of(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        return bytes == null ? Optional.empty() : Optional.of(of(bytes));
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
