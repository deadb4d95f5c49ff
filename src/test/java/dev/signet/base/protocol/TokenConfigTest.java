package dev.signet.base.protocol;

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
import org.junit.jupiter.params.provider.ValueSource;

class TokenConfigTest {
    /** A client of the default audience could not be changed any more, since audiences of clients may not be like that. */
    @ParameterizedTest
    @ValueSource(strings = {"two words", "a\"b", "a\\\\b", "caf\u00e9", "a\tb", " "})
    void audienceIsWhatAClientsMayBe(String audience) {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> read(audience))
                .withMessageContainingAll("signet.token.audience", TokenConfig.AUDIENCE_RULE);
    }

    @Test
    void addressesAndNamesAreAudiences() {
        for (String audience : new String[] {"signet", "https://api.example.com/v1?a=b#c", "urn:example:api"}) {
            assertThat(read(audience).audience()).isEqualTo(audience);
        }
    }

    private static TokenConfig read(String audience) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(Map.of("signet.token.audience", audience), "test", 100))
                    .withMapping(TokenConfig.class)
                    .withValidator(new BeanValidationConfigValidator() {
                        @Override
                        public Validator getValidator() {
                            return factory.getValidator();
                        }
                    })
                    .build()
                    .getConfigMapping(TokenConfig.class);
        }
    }
}
