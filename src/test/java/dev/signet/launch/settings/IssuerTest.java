package dev.signet.launch.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.launch.postgres.StartRefused;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, 127.0.0.1",
        "https://LOCALHOST, 127.0.0.1",
        "http://id.localhost/tenant, 127.0.0.1",
        "http://127.0.0.1:9, 127.0.0.1",
        "http://127.255.3.4, 127.0.0.1",
        "http://[::1]:8080, ::1",
        "http://[0:0:0:0:0:0:0:1], ::1",
    })
    void loopbackHostIsTryOutAndNamesTheAddressToListenOn(String issuer, String address) {
        assertThat(Issuer.parse(issuer).isLoopback()).isTrue();
        assertThat(Issuer.parse(issuer).loopbackAddress()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example.com",
                "https://localhost.example.com",
                "https://notlocalhost",
                "https://127.0.0.1.example.com",
                "https://128.0.0.1",
                "https://0.0.0.0",
                "https://[::]",
                "https://[::ffff:127.0.0.1]",
                "https://[fe80::1]",
            })
    void everyOtherHostIsProduction(String issuer) {
        assertThat(Issuer.parse(issuer).isLoopback()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "",                            signet.issuer is not an absolute http or https URL
            id.example.com,                signet.issuer is not an absolute http or https URL
            ftp://id.example.com,          signet.issuer is not an absolute http or https URL
            https:id.example.com,          signet.issuer names no valid host
            https:///path,                 signet.issuer names no valid host
            https://127.0.0.256,           signet.issuer names no valid host
            https://127.1,                 signet.issuer names no valid host
            https://id_1.example.com,      signet.issuer names no valid host
            https://me:pw@id.example.com,  "signet.issuer must have no user, query or fragment"
            https://id.example.com?,       "signet.issuer must have no user, query or fragment"
            https://id.example.com?a=b,    "signet.issuer must have no user, query or fragment"
            https://id.example.com#,       "signet.issuer must have no user, query or fragment"
            http://id example.com,         signet.issuer is not a URL: Illegal character in authority
            """)
    void malformedIssuerIsRefusedInOneLine(String issuer, String line) {
        assertThatThrownBy(() -> Issuer.parse(issuer))
                .asInstanceOf(InstanceOfAssertFactories.type(StartRefused.class))
                .extracting(StartRefused::lines)
                .isEqualTo(List.of(line));
    }
}
