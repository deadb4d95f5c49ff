package dev.signet.endpoint.connection;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** One connection, as the bounds see it. */
final class Connection {
    /** {@link #waitingSince} of a connection that waits for us. */
    static final long FOR_US = Long.MAX_VALUE;

    final Channel channel;
    final AddressShare share;

    /** Bytes of the body of the request that is not answered yet. */
    final AtomicLong bodyBytes = new AtomicLong();

    /** What a client sent when it connected may lie unread for so long while others are served: it counts as that much younger. */
    private static final long UNREAD = Duration.ofSeconds(2).toNanos();

    /** Since when, by {@link System#nanoTime()}, it waits for its client; else {@link #FOR_US}. */
    volatile long waitingSince = System.nanoTime() + UNREAD;

    /** Guarded by the bounds: whether it has a place. */
    boolean counted;

    Connection(Channel channel, AddressShare share) {
        this.channel = channel;
        this.share = share;
    }

    boolean waitsForClient() {
        return waitingSince != FOR_US;
    }

    /** Asks its exchange, on its own event loop, to end it so. */
    void end(CloseReason reason) {
        channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(reason));
    }
}
