package dev.signet.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spellings of RFC 4291 section 2.2, and the one of RFC 5952 section 4. */
class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "1:2:3:4:5:6:7:8,                               1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::,                               1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8,                               0:2:3:4:5:6:7:8",
        "1:2:3::5:6:7:8,                                1:2:3:0:5:6:7:8",
        "1::8,                                          1::8",
        "::,                                            ::",
        "1::,                                           1::",
        "::1,                                           ::1",
        "2001:DB8:0:0:1:0:0:1,                          2001:db8::1:0:0:1",
        "2001:0db8:0000:0000:0000:0000:0000:0001,       2001:db8::1",
        "fe80::1%eth0,                                  fe80::1",
        "fe80::1%25,                                    fe80::1",
        "64:ff9b::192.0.2.1,                            64:ff9b::c000:201",
        "1:2:3:4:5:6:192.0.2.1,                         1:2:3:4:5:6:c000:201",
        "1:2:3:4:5::192.0.2.1,                          1:2:3:4:5:0:c000:201",
        // IPv4-compatible (RFC 4291 section 2.5.5.1): an IPv6 address like any other
        "::192.0.2.1,                                   ::c000:201",
        "0:0:0:0:0:0:192.0.2.1,                         ::c000:201",
        "::c000:201,                                    ::c000:201",
        // mapped
        "::ffff:192.0.2.1,                              192.0.2.1",
        "::FFFF:c000:0201,                              192.0.2.1",
        "0000:0000:0000:0000:0000:ffff:192.0.2.1,       192.0.2.1",
        "0:0:0:0:0:ffff:192.0.2.1,                      192.0.2.1",
        "192.0.2.1,                                     192.0.2.1",
        "255.255.255.255,                               255.255.255.255"
    })
    void everySpellingIsTheOneAddress(String spelling, String address) {
        assertThat(IpAddress.of(spelling)).map(IpAddress::toString).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4:5:6:7:8::",
                "1:2:3:4::5:6:7:8",
                ":1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:8:",
                "::12345",
                "::00001",
                "::g",
                "::256.0.0.1",
                "::1.2.3",
                "1.2.3.4::",
                "192.0.2",
                "192.0.2.1.5",
                "192.0.2.256",
                "0x7f.0.0.1",
                "2130706433",
                "192.0.2.1:80",
                "[::1]",
                "localhost",
                "::1]",
                "::1/64",
                " ::1"
            })
    void whatIsNoAddressIsNone(String text) {
        assertThat(IpAddress.of(text)).isEmpty();
    }
}
