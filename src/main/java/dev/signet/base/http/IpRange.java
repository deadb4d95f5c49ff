package dev.signet.base.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin alike (CIDR, RFC 4632).
 *
 * @param prefix how many bits are alike, at least 1
 */
record IpRange(IpAddress first, int prefix) {
    private static final Pattern TEXT = Pattern.compile("([0-9A-Fa-f:.]{2,45})(?:/([0-9]{1,3}))?");
    private static final int MAPPED_PREFIX = 96;

    /**
     * Reads an address, or a range as {@code 192.0.2.0/24}.
     *
     * @throws IllegalArgumentException if it is neither, names bits behind its prefix, or is everything
     */
    static IpRange parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no IP address and no range of them");
        }
        IpAddress first = IpAddress.of(parts.group(1))
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' does not begin with an IP address"));
        int bits = first.bytes().length * Byte.SIZE;
        int prefix = parts.group(2) == null ? bits : prefix(parts, bits);
        if (prefix < 1 || prefix > bits) {
            throw new IllegalArgumentException("'" + text + "' must have a prefix of 1 to " + bits + " bits");
        }
        IpRange range = new IpRange(first, prefix);
        for (int bit = prefix; bit < bits; bit++) {
            if (isSet(first.bytes(), bit)) {
                throw new IllegalArgumentException("'" + text + "' has bits behind its prefix");
            }
        }
        return range;
    }

    /** The prefix of a range of IPv4 that is written in IPv6 counts the bits of the mapping too. */
    private static int prefix(Matcher parts, int bits) {
        int written = Integer.parseInt(parts.group(2));
        boolean mapped = bits == Integer.SIZE && parts.group(1).indexOf(':') >= 0;
        return mapped ? written - MAPPED_PREFIX : written;
    }

    boolean contains(IpAddress address) {
        byte[] own = first.bytes();
        byte[] other = address.bytes();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (isSet(own, bit) != isSet(other, bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSet(byte[] bytes, int bit) {
        return (bytes[bit / Byte.SIZE] & (0x80 >> (bit % Byte.SIZE))) != 0;
    }
}
