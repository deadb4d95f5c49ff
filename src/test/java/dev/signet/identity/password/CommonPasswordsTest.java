package dev.signet.identity.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "12345678",
                "qwertyuiop",
                "Password1",
                "TRUSTNO1",
                "iLoveYou",
                "password\u200b",
                "pass\u034fword",
                "\uff30\uff21\uff33\uff33\uff37\uff2f\uff32\uff24"
            })
    void commonPasswordsAreKnownInAnyCaseAndWidthAndWithWhatIsNotSeen(String password) {
        assertThat(Password.isCommon(password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse battery staple", "password of nobody", "", "\ud800", "pa\u0308ssword"})
    void otherPasswordsAreNotCommon(String password) {
        assertThat(Password.isCommon(password)).isFalse();
    }

    /** OWASP ASVS 5.0, 6.2.4: at least the 3000 most common ones that keep to the other rules. */
    @Test
    void listIsLongEnough() {
        assertThat(CommonPasswords.count()).isGreaterThan(3000);
    }
}
