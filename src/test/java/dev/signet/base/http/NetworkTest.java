package dev.signet.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
        "2001:db8:1:2::1, 2001:DB8:1:2:0:0:0:1",
        "fe80::1, fe80::2%eth0",
        "192.0.2.1, ::ffff:192.0.2.1"
    })
    void addressesThatOneMachineCanHaveAreOne(String one, String other) {
        assertThat(Network.of(one)).isEqualTo(Network.of(other));
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:1:2::1, 2001:db8:1:3::1", "192.0.2.1, 192.0.2.2", "192.0.2.1, ::ffff:192.0.2.2"})
    void addressesOfOthersAreNot(String one, String other) {
        assertThat(Network.of(one)).isNotEqualTo(Network.of(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "unknown", "1.2.3", ""})
    void whatIsNoAddressIsLeftAsItIs(String name) {
        assertThat(Network.of(name)).isEqualTo(name);
    }

    @Test
    void textIsToBeRead() {
        assertThat(Network.of("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(Network.of("2001:db8:1:2::3")).isEqualTo("2001:db8:1:2::/64");
    }

    @Test
    void kindsOfAddressesAreTold() {
        assertThat(Network.of("0.0.0.0")).isNotEqualTo(Network.of("::"));
    }
}
