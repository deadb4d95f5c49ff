package dev.signet.identity.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsernameTest {
    private static String key(String typed) {
        return Username.of(typed).key();
    }

    @ParameterizedTest
    @CsvSource({
        "Ada, aDA",
        "J\u00dcRGEN, ju\u0308rgen",
        "STRASSE, stra\u00dfe",
        // a name of odysseus, whose last letter has a form of its own
        "\u039f\u0394\u03a5\u03a3, \u03bf\u03b4\u03c5\u03c2",
        "\ud801\udc00, \ud801\udc28",
        "\uff41\uff44\uff41, ada",
        "a\u200bd\ufe0fa, ada",
        "\u13a0, \uab70"
    })
    void namesThatDifferInCaseWidthNormalFormOrWhatIsNotSeenAreTheSame(String one, String other) {
        assertThat(key(one)).isEqualTo(key(other));
    }

    @Test
    void beginningOfANameIsAPrefixOfItAlsoWhereItEndsInSigma() {
        assertThat(key("\u039f\u0394\u03a5\u03a3\u03a3\u0395\u03a5\u03a3"))
                .startsWith(key("\u039f\u0394\u03a5\u03a3"))
                .startsWith(key("\u03bf\u03b4\u03c5\u03c2"));
    }
}
