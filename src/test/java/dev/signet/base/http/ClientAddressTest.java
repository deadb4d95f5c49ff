package dev.signet.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that would let callers choose their address stop the start, and those that mean nothing too. */
class ClientAddressTest {
    private static final String TRUSTED = "signet.trusted-proxies";
    private static final String HEADER = "signet.forwarded-header";
    private static final String PROXY = "quarkus.http.proxy.";

    private static void start(Map<String, String> values) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .withMapping(ForwardingConfig.class)
                .withValidateUnknown(false)
                .build();
        new ClientAddress(config.getConfigMapping(ForwardingConfig.class), config);
    }

    private static void refused(Map<String, String> values, String... reasons) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> start(values))
                .satisfies(e -> assertThat(e.getMessage()).contains(reasons));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "x-forwarded-for", "Forwarded"})
    void whoIsTrustedAndWhichHeaderTheyWriteIsSaidTogether(String header) {
        start(Map.of(TRUSTED, "10.0.0.0/8, 192.0.2.7,2001:db8::/32", HEADER, header));
        refused(Map.of(HEADER, header), TRUSTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Real-IP", "X-Forwarded-For,Forwarded", "*"})
    void anotherHeaderIsRefused(String header) {
        refused(Map.of(TRUSTED, "10.0.0.1", HEADER, header), HEADER, "must be X-Forwarded-For or Forwarded");
    }

    @Test
    void theProxyProtocolWantsTrustedProxiesToo() {
        start(Map.of(TRUSTED, "10.0.0.1", PROXY + "use-proxy-protocol", "true"));
        refused(Map.of(PROXY + "use-proxy-protocol", "true"), TRUSTED);
        refused(Map.of(TRUSTED, "10.0.0.1", PROXY + "use-proxy-protocol", "false"), HEADER);
        refused(Map.of(TRUSTED, "10.0.0.1"), HEADER);
    }

    @ParameterizedTest
    @CsvSource({
        "proxy-address-forwarding, true",
        "trusted-proxies, 10.0.0.1",
        "allow-forwarded, true",
        "allow-x-forwarded, true",
        "enable-forwarded-host, true",
        "enable-forwarded-prefix, true",
        "enable-trusted-proxy-header, true"
    })
    void theKeysOfQuarkusAreRefused(String key, String value) {
        Map<String, String> values = new HashMap<>(Map.of(TRUSTED, "10.0.0.1", HEADER, "Forwarded"));
        values.put(PROXY + key, value);
        refused(values, PROXY + key, TRUSTED, HEADER);
        values.put(PROXY + key, "false");
        if (!key.equals("trusted-proxies")) {
            assertThatNoException().isThrownBy(() -> start(values));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "::/0",
                "::ffff:0:0/96",
                "10.0.0.1/8",
                "10.0.0.0/33",
                "2001:db8::/129",
                "10.0.0.0/",
                "10.0.0/8",
                "proxy.example",
                "10.0.0.1:8080",
                "fe80::1%eth0",
                "*"
            })
    void whatIsNoRangeOrEverythingIsRefused(String range) {
        refused(Map.of(TRUSTED, "192.0.2.1," + range, HEADER, "Forwarded"), TRUSTED, range);
    }
}
