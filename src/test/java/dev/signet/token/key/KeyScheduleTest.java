package dev.signet.token.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.signet.base.protocol.TokenConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyScheduleTest {

    private static KeySchedule schedule(Map<String, String> values) {
        var config = new SmallRyeConfigBuilder()
                .withMapping(KeyScheduleConfig.class)
                .withMapping(TokenConfig.class)
                .withDefaultValues(values)
                .build();
        return KeySchedule.of(
                config.getConfigMapping(KeyScheduleConfig.class), config.getConfigMapping(TokenConfig.class));
    }

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        assertThat(schedule(Map.of()))
                .isEqualTo(new KeySchedule(
                        Duration.ofDays(30),
                        Duration.ofHours(1),
                        Duration.ofDays(1).plusMinutes(2),
                        Duration.ofMinutes(15)));
    }

    @ParameterizedTest
    @CsvSource({
        "signet.keys.publish-ahead, PT16M59S, PT15M) + PT2M = PT17M",
        "signet.keys.jwks-max-age, PT58M1S, PT1H1S",
        "signet.keys.jwks-max-age, PT2H, PT1H",
        "signet.keys.period, PT1H, PT1H",
        "signet.keys.retire-after, PT24H1M59S, PT24H2M",
        "signet.token.lifespan, P7D, PT24H",
    })
    void settingThatWouldBreakVerifiersIsRefusedWithTheArithmetic(String key, String value, String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule(Map.of(key, value)))
                .withMessageContaining(key)
                .withMessageContaining(shown);
    }

    @Test
    void longerTokensMakeKeysRetireLater() {
        assertThat(schedule(Map.of("signet.token.longest-lifespan", "P7D", "signet.token.clock-tolerance", "PT30S"))
                        .retireAfter())
                .isEqualTo(Duration.ofDays(7).plusSeconds(150));
    }
}
