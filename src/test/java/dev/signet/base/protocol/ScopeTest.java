package dev.signet.base.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

    @Test
    void namesAreASetWithoutOrder() {
        assertThat(Scope.parse("b a b")).isEqualTo(Scope.of(List.of("a", "b"))).hasToString("a b");
        assertThat(Scope.granted("")).isEqualTo(Scope.of(List.of())).hasToString("");
    }

    /** RFC 6749 section 3.3. */
    @Test
    void everyCharacterOfTheGrammarIsAllowed() {
        StringBuilder all = new StringBuilder();
        for (char c = 0x21; c < 0x7F; c++) {
            if (c != '"' && c != '\\') {
                all.append(c);
            }
        }
        assertThat(Scope.parse(all.toString()).names()).containsExactly(all.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " a", "a ", "a  b", "a\tb", "a\"", "a\\b", "\u00E4", "a\u0000", "a\u007F"})
    void otherTextIsRefused(String text) {
        assertRefused(text);
    }

    @Test
    void sizeIsBounded() {
        assertThat(Scope.parse("a".repeat(Scope.MAX_NAME)).names()).hasSize(1);
        assertRefused("a".repeat(Scope.MAX_NAME + 1));
        assertRefused("a ".repeat(50_000) + "a");
    }

    @Test
    void scopeNarrowsAndNeverWidens() {
        Scope own = Scope.parse("read write");
        assertThat(own.narrowedTo(Scope.parse("read"))).hasToString("read");
        assertThatThrownBy(() -> own.narrowedTo(Scope.parse("read admin"))).isInstanceOf(InvalidScopeException.class);
        assertThat(own.and(Scope.parse("write admin"))).hasToString("write");
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> Scope.parse(text)).isInstanceOf(InvalidScopeException.class);
    }
}
