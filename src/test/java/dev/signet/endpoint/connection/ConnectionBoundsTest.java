package dev.signet.endpoint.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.base.http.Network;
import dev.signet.endpoint.connection.ConnectionBounds.Limits;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionBoundsTest {
    private static final String PROXY = "192.0.2.99";

    private final List<CloseReason> ended = new ArrayList<>();

    @Test
    void addressHasItsShareOnly() {
        ConnectionBounds bounds = bounds(10, 2, 1000);
        Connection first = admit(bounds, "192.0.2.1").orElseThrow();
        Connection second = admit(bounds, "192.0.2.1").orElseThrow();
        first.waitingSince = Connection.FOR_US;
        second.waitingSince = Connection.FOR_US;
        assertThat(admit(bounds, "192.0.2.1")).isEmpty();
        assertThat(admit(bounds, "192.0.2.2")).isPresent();
        assertThat(bounds.closed(CloseReason.ADDRESS_FULL).sum()).isEqualTo(1);

        bounds.leave(second);
        bounds.leave(second);
        assertThat(bounds.connections()).isEqualTo(2);
        assertThat(admit(bounds, "192.0.2.1")).isPresent();
    }

    /** Or strangers who share an address with somebody could keep them out. */
    @Test
    void newConnectionOfAFullAddressTakesThePlaceOfTheOneThatWaitedLongest() {
        ConnectionBounds bounds = bounds(10, 2, 1000);
        Connection longest = admit(bounds, "192.0.2.1").orElseThrow();
        waitedFor(longest, 1_000_000_000);
        admit(bounds, "192.0.2.1");
        assertThat(admit(bounds, "192.0.2.1")).isPresent();
        run(longest);
        assertThat(ended).containsExactly(CloseReason.GAVE_WAY);
        assertThat(bounds.connections()).isEqualTo(2);
    }

    /** Its first request may be here, and be read next. */
    @Test
    void newConnectionOutlastsOneThatIsIdleAfterAnAnswer() {
        ConnectionBounds bounds = bounds(10, 2, 1000);
        Connection fresh = admit(bounds, "192.0.2.1").orElseThrow();
        Connection idle = admit(bounds, "192.0.2.1").orElseThrow();
        idle.waitingSince = System.nanoTime();
        assertThat(admit(bounds, "192.0.2.1")).isPresent();
        run(fresh);
        assertThat(ended).isEmpty();
        run(idle);
        assertThat(ended).containsExactly(CloseReason.GAVE_WAY);
    }

    @Test
    void networkOfIpv6IsOneAddress() {
        ConnectionBounds bounds = bounds(10, 1, 1000);
        admit(bounds, "2001:db8::1").orElseThrow().waitingSince = Connection.FOR_US;
        assertThat(admit(bounds, "2001:db8::2")).isEmpty();
        assertThat(admit(bounds, "2001:db8:0:1::1")).isPresent();
    }

    @Test
    void trustedProxyMayHaveAll() {
        ConnectionBounds bounds = bounds(3, 1, 1000);
        for (int i = 0; i < 3; i++) {
            assertThat(admit(bounds, PROXY)).isPresent();
        }
        assertThat(admit(bounds, "192.0.2.1"))
                .as("proxies give no place up to others")
                .isEmpty();
        assertThat(bounds.closed(CloseReason.FULL).sum()).isEqualTo(1);
        assertThat(ended).isEmpty();
        assertThat(admit(bounds, PROXY)).isPresent();
        assertThat(bounds.connections()).isEqualTo(3);
    }

    @Test
    void addressWithMostConnectionsGivesUpTheOneThatWaitedLongest() {
        ConnectionBounds bounds = bounds(4, 3, 1000);
        Connection works = admit(bounds, "192.0.2.1").orElseThrow();
        works.waitingSince = Connection.FOR_US;
        Connection longest = admit(bounds, "192.0.2.1").orElseThrow();
        waitedFor(longest, 1_000_000_000);
        admit(bounds, "192.0.2.1");
        Connection alone = admit(bounds, "192.0.2.2").orElseThrow();
        waitedFor(alone, 2_000_000_000);

        assertThat(admit(bounds, "192.0.2.3")).isPresent();
        run(longest);
        assertThat(ended).containsExactly(CloseReason.GAVE_WAY);
        assertThat(bounds.connections()).isEqualTo(4);
    }

    @Test
    void addressWithMostConnectionsFindsNoPlaceAtTheCostOfOthers() {
        ConnectionBounds bounds = bounds(3, 3, 1000);
        Connection first = admit(bounds, "192.0.2.1").orElseThrow();
        Connection second = admit(bounds, "192.0.2.1").orElseThrow();
        Connection other = admit(bounds, "192.0.2.2").orElseThrow();
        waitedFor(other, 1_000_000_000);
        first.waitingSince = Connection.FOR_US;
        assertThat(admit(bounds, "192.0.2.1")).isPresent();
        run(second);
        assertThat(ended).containsExactly(CloseReason.GAVE_WAY);
    }

    @Test
    void addressWithMostBytesGivesUpTheBodyThatWaitedLongest() {
        ConnectionBounds bounds = bounds(10, 10, 1000);
        Connection longest = admit(bounds, "192.0.2.1").orElseThrow();
        waitedFor(longest, 1_000_000_000);
        Connection later = admit(bounds, "192.0.2.1").orElseThrow();
        Connection small = admit(bounds, "192.0.2.2").orElseThrow();
        assertThat(bounds.hold(longest, 400)).isTrue();
        assertThat(bounds.hold(later, 500)).isTrue();
        assertThat(bounds.hold(small, 200)).isTrue();

        run(longest);
        assertThat(ended).containsExactly(CloseReason.BODIES_FULL);
        assertThat(bounds.bodyBytes()).isEqualTo(700);
        assertThat(bounds.hold(later, 400)).as("it is the heaviest itself").isFalse();
        bounds.leave(later);
        bounds.release(small);
        assertThat(bounds.bodyBytes()).isZero();
    }

    /** What is whole is worked on, and is not given up. */
    @Test
    void bodyIsRefusedWhereAllOthersAreWhole() {
        ConnectionBounds bounds = bounds(10, 10, 1000);
        Connection whole = admit(bounds, "192.0.2.1").orElseThrow();
        bounds.hold(whole, 900);
        whole.waitingSince = Connection.FOR_US;
        Connection next = admit(bounds, "192.0.2.2").orElseThrow();
        assertThat(bounds.hold(next, 200)).isFalse();
        run(whole);
        assertThat(ended).isEmpty();
    }

    private static ConnectionBounds bounds(int connections, int perAddress, long bytes) {
        return new ConnectionBounds(
                new Limits(connections, perAddress, bytes), Network::of, address -> address.getHostAddress()
                        .equals(PROXY));
    }

    private Optional<Connection> admit(ConnectionBounds bounds, String address) {
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext context, Object event) {
                ended.add((CloseReason) event);
            }
        });
        try {
            return bounds.admit(channel, InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void waitedFor(Connection connection, long nanos) {
        long since = connection.waitingSince;
        connection.waitingSince = since - nanos;
    }

    private static void run(Connection connection) {
        ((EmbeddedChannel) connection.channel).runPendingTasks();
    }
}
