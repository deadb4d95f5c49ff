package dev.signet.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxies 10.0.0.0/8 and 2001:db8:ffff::/48 are trusted, and 10.0.0.1 is at the other end of the connection. */
class TrustedProxiesTest {
    private static final String PEER = "10.0.0.1";
    private static final String CALLER = "203.0.113.7";

    private static String caller(Optional<ForwardedHeader> header, String peer, String announced, String... lines) {
        List<IpRange> ranges = Stream.of("10.0.0.0/8", "2001:db8:ffff::/48")
                .map(IpRange::parse)
                .toList();
        return new TrustedProxies(ranges, header)
                .caller(ip(peer), ip(announced), Arrays.asList(lines))
                .toString();
    }

    private static String caller(ForwardedHeader header, String... lines) {
        return caller(Optional.of(header), PEER, PEER, lines);
    }

    private static IpAddress ip(String text) {
        return IpAddress.of(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7",
                "203.0.113.7:4711",
                "  203.0.113.7\t",
                "::ffff:203.0.113.7",
                "[::ffff:203.0.113.7]:4711",
                "198.51.100.1, 203.0.113.7",
                "203.0.113.7,10.1.1.1",
                "198.51.100.1,203.0.113.7 ,10.1.1.1,2001:db8:ffff::9, [2001:db8:ffff::9]:1",
                "for=\"x, 203.0.113.7",
                "unknown, 203.0.113.7, 10.1.1.1"
            })
    void theLastAddressThatIsNoProxyCounts(String line) {
        assertThat(caller(ForwardedHeader.X_FORWARDED_FOR, line)).isEqualTo(CALLER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.7",
                "For=\"203.0.113.7:4711\"",
                "by=_x;for=203.0.113.7;proto=https;host=\"a,b;for=198.51.100.1\"",
                "proto=http; for=\"[::ffff:203.0.113.7]:4711\" ;",
                "for=198.51.100.1, for=203.0.113.7",
                "for=\"198.51.100.1, for=203.0.113.7",
                "for=\"a\\\", for=203.0.113.7",
                "for=203.0.113.7;host=\"a\\\",b\", for=\"[2001:db8:ffff::9]\", for=10.1.1.1"
            })
    void theLastAddressOfForwardedThatIsNoProxyCounts(String line) {
        assertThat(caller(ForwardedHeader.FORWARDED, line)).isEqualTo(CALLER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "_hidden",
                "localhost",
                "203.0.113.7,",
                "203.0.113.7, ,",
                "203.0.113",
                "203.0.113.7.1",
                "203.0.113.256",
                "0xcb.0.113.7",
                "203.0.113.7:",
                "203.0.113.7:x",
                "203.0.113.7:123456",
                "[203.0.113.7]",
                "\"203.0.113.7\"",
                "for=203.0.113.7",
                "2001:db8::1::2",
                "[2001:db8::1",
                "fe80::1%eth0",
                "203.0.113.7 10.1.1.1",
                "\u0662\u0660\u0663.0.113.7"
            })
    void whatIsNoAddressLeavesThatOfTheProxyThatNamedIt(String element) {
        assertThat(caller(ForwardedHeader.X_FORWARDED_FOR, "198.51.100.1," + element))
                .isEqualTo(PEER);
        assertThat(caller(ForwardedHeader.X_FORWARDED_FOR, "198.51.100.1," + element + ",10.2.2.2"))
                .isEqualTo("10.2.2.2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.7",
                "for=unknown",
                "for=_hidden",
                "for=",
                "proto=https",
                "for=203.0.113.7;for=203.0.113.7",
                "for=203.0.113.7;proto",
                "for=203.0.113.7 by=x",
                "for=\"203.0.113.7",
                "for=203.0.113.7\"",
                "for=\"203.0.113\\.7\"",
                "for=\"[2001:db8::1\""
            })
    void anElementOfForwardedCountsAsAWholeOrNotAtAll(String element) {
        assertThat(caller(ForwardedHeader.FORWARDED, "for=198.51.100.1, " + element))
                .isEqualTo(PEER);
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(caller(ForwardedHeader.X_FORWARDED_FOR, "198.51.100.1", CALLER, "10.1.1.1"))
                .isEqualTo(CALLER);
        assertThat(caller(ForwardedHeader.FORWARDED, "for=\"198.51.100.1", "for=" + CALLER))
                .isEqualTo(CALLER);
        assertThat(caller(ForwardedHeader.X_FORWARDED_FOR)).isEqualTo(PEER);
    }

    @Test
    void whereAllAreTrustedTheFirstCounts() {
        assertThat(caller(ForwardedHeader.X_FORWARDED_FOR, "10.3.3.3, 10.2.2.2"))
                .isEqualTo("10.3.3.3");
    }

    @Test
    void onlyATrustedPeerMayName() {
        var header = Optional.of(ForwardedHeader.X_FORWARDED_FOR);
        assertThat(caller(header, "192.0.2.1", "192.0.2.1", CALLER)).isEqualTo("192.0.2.1");
        assertThat(caller(header, "2001:DB8:fffe::1", "2001:DB8:fffe::1", CALLER))
                .isEqualTo("2001:db8:fffe::1");
        assertThat(caller(header, "::ffff:10.0.0.1", "::ffff:10.0.0.1", CALLER)).isEqualTo(CALLER);
        assertThat(caller(Optional.empty(), PEER, PEER, CALLER)).isEqualTo(PEER);
    }

    @Test
    void whatThePeerAnnouncesByTheProxyProtocolCountsLikeAnElement() {
        var header = Optional.of(ForwardedHeader.X_FORWARDED_FOR);
        assertThat(caller(header, PEER, CALLER, "198.51.100.1")).isEqualTo(CALLER);
        assertThat(caller(header, PEER, "10.2.2.2", CALLER)).isEqualTo(CALLER);
        assertThat(caller(header, "192.0.2.1", CALLER, CALLER)).isEqualTo("192.0.2.1");
        assertThat(caller(Optional.empty(), PEER, CALLER)).isEqualTo(CALLER);
    }

    @Test
    void neitherManyElementsNorLongOnesCostMuch() {
        String hops = String.join(",", Collections.nCopies(20_000, "10.1.1.1"));
        assertThat(caller(ForwardedHeader.X_FORWARDED_FOR, CALLER + "," + hops)).isEqualTo("10.1.1.1");
        for (String filler : List.of("a", "\"", "\\", "\\\"", ",", "=", "for=", "1.", ":", "[")) {
            String longElement = filler.repeat(60_000);
            assertThat(caller(ForwardedHeader.FORWARDED, longElement)).isEqualTo(PEER);
            assertThat(caller(ForwardedHeader.FORWARDED, "for=\"" + longElement + "\""))
                    .isEqualTo(PEER);
            assertThat(caller(ForwardedHeader.X_FORWARDED_FOR, longElement)).isEqualTo(PEER);
        }
    }
}
