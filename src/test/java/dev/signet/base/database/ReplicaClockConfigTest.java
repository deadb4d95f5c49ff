package dev.signet.base.database;

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

class ReplicaClockConfigTest {
    @ParameterizedTest
    @CsvSource({"PT0.999S, must be at least a second", "PT30.001S, must be at most 30 seconds"})
    void differenceThatTheScheduleOfTheKeysDoesNotAllowForIsRefused(String value, String reason) {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> read(value))
                .withMessageContainingAll("signet.clock-difference", reason);
    }

    @Test
    void halfAMinuteIsAllowed() {
        assertThat(read("PT30S").clockDifference()).isEqualTo(Duration.ofSeconds(30));
    }

    private static ReplicaClockConfig read(String clockDifference) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return new SmallRyeConfigBuilder()
                    .withSources(
                            new PropertiesConfigSource(Map.of("signet.clock-difference", clockDifference), "test", 100))
                    .withMapping(ReplicaClockConfig.class)
                    .withValidator(new BeanValidationConfigValidator() {
                        @Override
                        public Validator getValidator() {
                            return factory.getValidator();
                        }
                    })
                    .build()
                    .getConfigMapping(ReplicaClockConfig.class);
        }
    }
}
