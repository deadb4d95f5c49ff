package dev.signet.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpRangeTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,              192.0.2.7,            true",
        "192.0.2.7,              192.0.2.6,            false",
        "192.0.2.0/25,           192.0.2.127,          true",
        "192.0.2.0/25,           192.0.2.128,          false",
        "128.0.0.0/1,            255.255.255.255,      true",
        "128.0.0.0/1,            127.255.255.255,      false",
        "192.0.2.0/24,           ::ffff:192.0.2.1,     true",
        "::ffff:192.0.2.0/120,   192.0.2.1,            true",
        "::ffff:192.0.2.0/120,   192.0.3.1,            false",
        "::ffff:192.0.2.1,       192.0.2.1,            true",
        "8000::/1,               ffff::,               true",
        "::/1,                   192.0.2.1,            false",
        "2001:db8::/33,          2001:db8:7fff::1,     true",
        "2001:db8::/33,          2001:db8:8000::1,     false",
        "2001:db8::1,            2001:DB8:0:0::0:1,    true",
        "2001:db8::1/128,        2001:db8::2,          false"
    })
    void holdsWhatBeginsAlike(String range, String address, boolean expected) {
        assertThat(IpRange.parse(range).contains(IpAddress.of(address).orElseThrow()))
                .isEqualTo(expected);
    }
}
