package dev.signet.endpoint.connection;

import java.util.concurrent.atomic.AtomicLong;

/** What the connections of one address have together; an address is an IPv4 address or an IPv6 /64. */
final class AddressShare {
    final String address;

    /** A trusted proxy speaks for many. */
    final boolean trustedProxy;

    final AtomicLong bodyBytes = new AtomicLong();

    /** Guarded by the bounds. */
    int connections;

    AddressShare(String address, boolean trustedProxy) {
        this.address = address;
        this.trustedProxy = trustedProxy;
    }
}
