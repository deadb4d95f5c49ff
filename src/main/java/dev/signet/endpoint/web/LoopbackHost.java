package dev.signet.endpoint.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which hosts are this machine, by their text alone: what a name server says must not count. */
public final class LoopbackHost {
    private static final Pattern IPV4 = Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

    private LoopbackHost() {}

    /** Whether it is {@code localhost}, below it, of {@code 127.0.0.0/8}, or {@code [::1]}; without a port, in any case. */
    public static boolean is(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || IPV4.matcher(name).matches()
                || isIpv6(name);
    }

    /** Whether it is {@code ::1}, in brackets and in any spelling. */
    public static boolean isIpv6(String host) {
        try {
            // In brackets the host is an address, so nothing is looked up; an IPv4 address in IPv6 spelling comes
            // back four bytes long and is none of ours.
            byte[] address = host.startsWith("[") ? InetAddress.getByName(host).getAddress() : new byte[0];
            return address.length == 16 && InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
