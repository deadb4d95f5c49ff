package dev.signet.base.text;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextValidatorTest {
    private static ValidatorFactory factory;

    private record Texts(
            @Text(max = 8) String name,
            @Text(max = 8, controls = true) String secret) {}

    @BeforeAll
    static void open() {
        factory = Validation.buildDefaultValidatorFactory();
    }

    @AfterAll
    static void close() {
        factory.close();
    }

    @ParameterizedTest
    @CsvSource({
        "61, true, true",
        "1f511, true, true",
        "0, false, true",
        "a, false, true",
        // soft hyphen, Arabic letter mark, zero width space, non-joiner and joiner, override, byte order mark, tag
        "ad, false, true",
        "61c, false, true",
        "200b, false, true",
        "200c, false, true",
        "200d, false, true",
        "202e, false, true",
        "feff, false, true",
        "e0041, false, true",
        // what is drawn as nothing: grapheme joiner, vowel, variation selectors, Hangul fillers
        "34f, false, true",
        "17b4, false, true",
        "fe00, false, true",
        "e0100, false, true",
        "115f, false, true",
        "3164, false, true",
        "ffa0, false, true",
        // and as a blank: no-break and ideographic space, Braille, a note
        "20, true, true",
        "a0, false, true",
        "3000, false, true",
        "2800, false, true",
        "1d159, false, true",
        // separators of lines and paragraphs, private use, never assigned
        "2028, false, true",
        "2029, false, true",
        "e000, false, true",
        "ffff, false, true",
        // half a pair
        "d800, false, false",
    })
    void whatIsNotSeenIsForSecretsOnly(String hex, boolean inNames, boolean inSecrets) {
        String text = "a" + Character.toString(Integer.parseInt(hex, 16)) + "b";
        Validator validator = factory.getValidator();
        assertThat(validator.validateValue(Texts.class, "name", text).isEmpty())
                .as("name")
                .isEqualTo(inNames);
        assertThat(validator.validateValue(Texts.class, "secret", text).isEmpty())
                .as("secret")
                .isEqualTo(inSecrets);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "   ", "a\u0323\u0316\u0317\u0318\u0319\u031cb"})
    void whatIsNotLegibleIsForSecretsOnly(String text) {
        Validator validator = factory.getValidator();
        assertThat(validator.validateValue(Texts.class, "name", text)).isNotEmpty();
        assertThat(validator.validateValue(Texts.class, "secret", text)).isEmpty();
    }
}
