package dev.signet.endpoint.connection;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;

/**
 * Counts the connections of a server and the bytes of bodies that it holds, in all and by address. When there is no place left for a
 * new connection, the address that has most, and one that has as many as it may have itself, gives one up: the connection that has
 * waited longest for its client. So strangers who wait take places from each other, and clients who behave always find one.
 */
final class ConnectionBounds {
    private static final Logger LOG = Logger.getLogger(ConnectionBounds.class);
    private static final long SAID_EVERY = Duration.ofMinutes(1).toNanos();

    /**
     * @param connections at most, in all
     * @param perAddress at most, of one address
     * @param bodyBytes of requests that are not answered yet, at most
     */
    record Limits(int connections, int perAddress, long bodyBytes) {}

    private final Limits limits;
    private final Function<InetAddress, String> address;
    private final Predicate<InetAddress> trustedProxy;
    private final Set<Connection> connections = new HashSet<>();
    private final Map<String, AddressShare> shares = new HashMap<>();
    private final AtomicLong bodyBytes = new AtomicLong();
    private final Map<CloseReason, LongAdder> closed = new EnumMap<>(CloseReason.class);
    private final Map<CloseReason, AtomicLong> said = new EnumMap<>(CloseReason.class);

    /**
     * @param address whose share a connection is of
     * @param trustedProxy whether an address may have any number of connections
     */
    ConnectionBounds(Limits limits, Function<InetAddress, String> address, Predicate<InetAddress> trustedProxy) {
        this.limits = limits;
        this.address = address;
        this.trustedProxy = trustedProxy;
        for (CloseReason reason : CloseReason.values()) {
            closed.put(reason, new LongAdder());
            said.put(reason, new AtomicLong(System.nanoTime() - SAID_EVERY));
        }
    }

    /** Gives a new connection a place; nothing where there is none for it. */
    synchronized Optional<Connection> admit(Channel channel, InetAddress peer) {
        AddressShare share =
                shares.computeIfAbsent(address.apply(peer), known -> new AddressShare(known, trustedProxy.test(peer)));
        if (share.connections >= limits.perAddress() && !share.trustedProxy) {
            if (!givesWay(longestOf(share))) {
                return refused(share, CloseReason.ADDRESS_FULL);
            }
        } else if (connections.size() >= limits.connections()) {
            Optional<Connection> other = heaviest(of -> of.connections, of -> !of.share.trustedProxy)
                    .filter(found -> found.share.connections > share.connections)
                    .or(() -> longestOf(share));
            if (!givesWay(other)) {
                return refused(share, CloseReason.FULL);
            }
        }
        shares.putIfAbsent(share.address, share);
        Connection admitted = new Connection(channel, share);
        admitted.counted = true;
        share.connections++;
        connections.add(admitted);
        return Optional.of(admitted);
    }

    private Optional<Connection> longestOf(AddressShare share) {
        return heaviest(of -> of.connections, of -> of.share == share);
    }

    private boolean givesWay(Optional<Connection> connection) {
        connection.ifPresent(one -> {
            leave(one);
            one.end(CloseReason.GAVE_WAY);
        });
        return connection.isPresent();
    }

    private Optional<Connection> refused(AddressShare share, CloseReason reason) {
        forget(share);
        count(reason);
        return Optional.empty();
    }

    /** Takes the place and the bytes of a connection back; twice is once. */
    synchronized void leave(Connection connection) {
        release(connection);
        if (connection.counted) {
            connection.counted = false;
            connections.remove(connection);
            connection.share.connections--;
            forget(connection.share);
        }
    }

    private void forget(AddressShare share) {
        if (share.connections == 0) {
            shares.remove(share.address, share);
        }
    }

    /**
     * Counts bytes of a body that was received.
     *
     * @return false where they are too many and this connection is the one to give up its body
     */
    boolean hold(Connection connection, int bytes) {
        connection.bodyBytes.addAndGet(bytes);
        connection.share.bodyBytes.addAndGet(bytes);
        return bodyBytes.addAndGet(bytes) <= limits.bodyBytes() || anotherGivesUpItsBody(connection);
    }

    private synchronized boolean anotherGivesUpItsBody(Connection connection) {
        while (bodyBytes.get() > limits.bodyBytes()) {
            Optional<Connection> other = heaviest(of -> of.bodyBytes.get(), of -> of.bodyBytes.get() > 0);
            if (other.isEmpty() || other.get() == connection) {
                return false;
            }
            release(other.get());
            other.get().end(CloseReason.BODIES_FULL);
        }
        return true;
    }

    /** The request was answered: its body is held no longer. */
    void release(Connection connection) {
        long bytes = connection.bodyBytes.getAndSet(0);
        connection.share.bodyBytes.addAndGet(-bytes);
        bodyBytes.addAndGet(-bytes);
    }

    private Optional<Connection> heaviest(ToLongFunction<AddressShare> weight, Predicate<Connection> candidate) {
        Connection found = null;
        for (Connection each : connections) {
            if (each.waitsForClient() && candidate.test(each) && (found == null || before(each, found, weight))) {
                found = each;
            }
        }
        return Optional.ofNullable(found);
    }

    private static boolean before(Connection one, Connection other, ToLongFunction<AddressShare> weight) {
        long difference = weight.applyAsLong(one.share) - weight.applyAsLong(other.share);
        return difference > 0 || (difference == 0 && one.waitingSince - other.waitingSince < 0);
    }

    /** One more was closed for this reason; the log says so once a minute. */
    void count(CloseReason reason) {
        closed(reason).increment();
        AtomicLong last = said.getOrDefault(reason, new AtomicLong());
        long before = last.get();
        long now = System.nanoTime();
        if (reason != CloseReason.MALFORMED && now - before >= SAID_EVERY && last.compareAndSet(before, now)) {
            LOG.warnf(
                    "Connections of clients are closed: %s (%d since the start)",
                    reason.tag(), closed(reason).sum());
        }
    }

    LongAdder closed(CloseReason reason) {
        return closed.getOrDefault(reason, new LongAdder());
    }

    synchronized int connections() {
        return connections.size();
    }

    long bodyBytes() {
        return bodyBytes.get();
    }
}
