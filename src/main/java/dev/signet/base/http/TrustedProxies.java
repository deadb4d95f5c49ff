package dev.signet.base.http;

import java.util.List;
import java.util.Optional;

/**
 * Finds out where a request comes from. Each proxy names who called it; what a caller sent stands before that, and may be
 * anything. So the names are read from the last on, and each counts only if the one who gave it is trusted (RFC 7239 section
 * 8.1).
 */
record TrustedProxies(List<IpRange> ranges, Optional<ForwardedHeader> header) {
    private static final int MOST_HOPS = 32;

    /**
     * The last address that is not a trusted proxy's. Where a trusted proxy names something that is no address, or where
     * there are more than 32 trusted proxies in a row, it is that proxy's own.
     *
     * @param peer the address at the other end of the connection
     * @param announced the address that the peer names by the PROXY protocol; without that protocol, the peer's
     * @param lines of the header
     */
    IpAddress caller(IpAddress peer, IpAddress announced, List<String> lines) {
        IpAddress nearest = trusts(peer) ? announced : peer;
        return header.map(known -> caller(nearest, known, lines)).orElse(nearest);
    }

    private IpAddress caller(IpAddress nearest, ForwardedHeader known, List<String> lines) {
        IpAddress caller = nearest;
        int hops = 0;
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i);
            for (int end = line.length(); end >= 0; ) {
                if (!trusts(caller) || hops == MOST_HOPS) {
                    return caller;
                }
                int start = known.start(line, end);
                Optional<IpAddress> named = known.address(line.substring(start, end));
                if (named.isEmpty()) {
                    return caller;
                }
                caller = named.get();
                hops++;
                end = start - 1;
            }
        }
        return caller;
    }

    boolean trusts(IpAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
