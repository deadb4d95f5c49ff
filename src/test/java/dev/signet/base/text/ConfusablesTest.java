package dev.signet.base.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfusablesTest {
    private static String skeleton(String text) {
        return Confusables.skeleton(CaseFolding.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "admin, \u0430dmin",
        "admin, adrnin",
        "admin, adm\u0131n",
        "admin, admi\u0307n",
        "admin, ad\u2800min",
        "user1, userl",
        "root, r\u2d54\u2d54t",
        "papa, \u0440\u0430\u0440\u0430",
        "caf\u00e9, caf\u00e9\u0301",
        "\u0661, \u06f1"
    })
    void textsThatLookAlikeHaveOneSkeleton(String one, String other) {
        assertThat(skeleton(one)).isEqualTo(skeleton(other));
    }

    @ParameterizedTest
    @CsvSource({"neil, nell", "user0, usero", "anna, \u00e4nna", "ada, ida", "\u0438\u0432\u0430\u043d, ivan"})
    void textsThatDoNotHaveSeveral(String one, String other) {
        assertThat(skeleton(one)).isNotEqualTo(skeleton(other));
    }
}
