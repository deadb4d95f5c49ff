package dev.signet.identity.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextWordsTest {
    private final ContextWords words =
            new ContextWords("https://auth.acme-corp.example:8443/sso", "https://orders.test");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signet2026",
                "SignetSignet!",
                "sig\u200bnet-2026",
                "\uff33\uff29\uff27\uff2e\uff25\uff34-2026",
                "auth.acme-corp.example",
                "Acme2026!",
                "orders12345",
                "john.smith",
                "JohnSmith2026",
                "smith-signet-acme",
                "signetpassword1"
            })
    void passwordOfGuessableWordsAloneIsRefused(String password) {
        assertThat(words.violation(password, "John.Smith@acme.example")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"signet, of all things", "cosignatories", "a smith at the forge", "com.com.com.com"})
    void passwordThatIsOneWithoutThemIsGood(String password) {
        assertThat(words.violation(password, "John.Smith@acme.example")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"banana split", "abcabcxyz"})
    void shortNamesAreInManyGoodPasswords(String password) {
        assertThat(words.violation(password, "abc")).isEmpty();
    }
}
