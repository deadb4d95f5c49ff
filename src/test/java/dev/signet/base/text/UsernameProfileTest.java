package dev.signet.base.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsernameProfileTest {
    private static boolean allows(String name) {
        return UsernameProfile.violation(UsernameProfile.mapped(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o'neill",
                "a+b.c@example.org",
                "Ada Lovelace",
                "gal\u00b7la",
                "\u0438\u0432\u0430\u043d-it",
                "\u5c71\u7530 \u592a\u90ce",
                "\u30a2\u30fb\u30a4",
                "\u0645\u062d\u0645\u062f 7",
                "\u05d0\u05f3",
                "\ud801\udc28"
            })
    void namesOfPeopleAreAllowed(String name) {
        assertThat(allows(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " a",
                "a ",
                "a  b",
                "a\u00a0b",
                "a\u200db",
                "a\ue000b",
                "\u0301a",
                "a \u0301b",
                "\ufb01",
                "a\u00b7b",
                "\u30fb",
                "\u1100",
                "\u0640",
                "\u0661\u06f1",
                "a\u05d0",
                "a \u05d0",
                "\u05d0a",
                "\u05d0-",
                "\u0627\u06611",
                "\ud83d\udc1f"
            })
    void othersAreNot(String name) {
        assertThat(allows(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"\uff21\uff44\uff10, ad0", "\uff76\uff9e, \u30ac", "ADA, ada", "A\u0308, \u00e4"})
    void nameIsKeptInUsualWidthInLowerCaseAndComposed(String typed, String kept) {
        assertThat(UsernameProfile.mapped(typed)).isEqualTo(kept);
    }
}
