package dev.signet.session.refresh;

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

class SessionConfigTest {
    @ParameterizedTest
    @CsvSource({
        "refresh-grace, PT-0.001S, must not be negative",
        "refresh-grace, PT1H0.001S, must be at most an hour",
        "refresh-repeats, 0, must be at least 1",
        "refresh-repeats, 11, must be at most 10",
    })
    void whatIsOutOfBoundsIsRefused(String key, String value, String reason) {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> read(Map.of("signet.session." + key, value)))
                .withMessageContaining(reason);
    }

    @Test
    void lostAnswerIsGivenAgainForTenMinutesAndInOneGenerationUnlessThatIsConfigured() {
        SessionConfig byDefault = read(Map.of());
        assertThat(byDefault.refreshGrace()).isEqualTo(Duration.ofMinutes(10));
        assertThat(byDefault.refreshRepeats()).isEqualTo(1);
    }

    private static SessionConfig read(Map<String, String> values) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(values, "test", 100))
                    .withMapping(SessionConfig.class)
                    .withValidator(new BeanValidationConfigValidator() {
                        @Override
                        public Validator getValidator() {
                            return factory.getValidator();
                        }
                    })
                    .build()
                    .getConfigMapping(SessionConfig.class);
        }
    }
}
