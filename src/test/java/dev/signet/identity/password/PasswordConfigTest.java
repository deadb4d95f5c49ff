package dev.signet.identity.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordConfigTest {
    @Test
    void theDefaultsAreTheMinimumThatOwaspRecommends() {
        PasswordConfig config = read(Map.of());
        assertThat(config.memory()).isEqualTo(19456);
        assertThat(config.iterations()).isEqualTo(2);
        assertThat(config.queue()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "memory; 19455; the minimum OWASP recommends",
                "memory; 1048577; at most 1048576 KiB",
                "iterations; 1; the minimum OWASP recommends",
                "iterations; 11; at most 10",
                "queue; 0; at least 1",
                "queue; 1001; at most 1000"
            })
    void aValueOutOfBoundsIsRefusedAtStartByName(String key, String value, String reason) {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> read(Map.of("signet.password." + key, value)))
                .withMessageContainingAll("signet.password." + key, reason);
    }

    private static PasswordConfig read(Map<String, String> values) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(values, "test", 100))
                    .withMapping(PasswordConfig.class)
                    .withValidator(new BeanValidationConfigValidator() {
                        @Override
                        public Validator getValidator() {
                            return factory.getValidator();
                        }
                    })
                    .build()
                    .getConfigMapping(PasswordConfig.class);
        }
    }
}
