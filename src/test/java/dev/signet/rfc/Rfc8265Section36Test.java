package dev.signet.rfc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.base.text.UsernameProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * <a href="https://www.rfc-editor.org/rfc/rfc8265#section-3.6">RFC 8265, section 3.6</a>: examples of user names, as
 * UsernameCaseMapped makes them.
 */
class Rfc8265Section36Test {
    @ParameterizedTest
    @CsvSource({
        "juliet@example.com, juliet@example.com",
        "fussball, fussball",
        "fu\u00dfball, fu\u00dfball",
        "\u03c0, \u03c0",
        "\u03a3, \u03c3",
        "\u03c3, \u03c3",
        "\u03c2, \u03c2"
    })
    void namesOfTheFirstTableAreAllowed(String name, String mapped) {
        assertThat(UsernameProfile.mapped(name)).isEqualTo(mapped);
        assertThat(UsernameProfile.violation(mapped)).isEmpty();
    }

    /** Without number 8: here a space separates two parts of a name (section 3.5). */
    @ParameterizedTest
    @ValueSource(strings = {"", "henry\u2163", "\u265a"})
    void stringsOfTheSecondTableAreNot(String name) {
        assertThat(UsernameProfile.violation(UsernameProfile.mapped(name))).isPresent();
    }
}
