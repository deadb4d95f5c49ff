package dev.signet.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstAdministratorTest {
    @ParameterizedTest
    @ValueSource(strings = {"seven-7", "Password1", "ILoveYou"})
    void configuredPasswordIsKeptToTheRulesForAll(String password) {
        assertThatThrownBy(() -> FirstAdministrator.checked(password))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("signet.admin-password")
                .hasMessageNotContaining(password);
    }

    @Test
    void anyOtherPasswordIsGood() {
        assertThat(FirstAdministrator.checked("eight-88")).isEqualTo("eight-88");
    }
}
