package dev.signet.admin.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainConfigTest {
    @ParameterizedTest
    @CsvSource({
        "retention, PT23H59M59S, must be at least a day",
        "retention, -P1D, must be at least a day",
        "retention, P36501D, must be at most 36500 days",
        "seal-every, PT0.099S, must be at least 100 milliseconds",
        "seal-every, PT61M, must be at most an hour",
    })
    void whatIsOutOfBoundsIsRefused(String key, String value, String reason) {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> read(Map.of("signet.audit." + key, value)))
                .withMessageContaining(reason);
    }

    @Test
    void withoutSayingSoEventsAreKeptForEver() {
        assertThat(read(Map.of()).retention()).isEmpty();
        assertThat(read(Map.of("signet.audit.retention", "P365D")).retention()).contains(Duration.ofDays(365));
    }

    private static ChainConfig read(Map<String, String> values) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(values, "test", 100))
                    .withMapping(ChainConfig.class)
                    .withValidator(new BeanValidationConfigValidator() {
                        @Override
                        public Validator getValidator() {
                            return factory.getValidator();
                        }
                    })
                    .build()
                    .getConfigMapping(ChainConfig.class);
        }
    }
}
