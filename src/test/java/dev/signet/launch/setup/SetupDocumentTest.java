package dev.signet.launch.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class SetupDocumentTest {
    @Test
    void characterThatYamlForbidsHasItsLine() {
        SetupMistake mistake = mistake("users:\n  - username: \u0007\n");
        assertThat(mistake.line()).isEqualTo(2);
        assertThat(mistake).hasMessageContaining("U+0007");
    }

    @Test
    void tooManyAliasesHaveTheirLine() {
        SetupMistake mistake = mistake("x: &a [1]\ny:\n" + String.join("", Collections.nCopies(60, "  - *a\n")));
        assertThat(mistake.line()).isEqualTo(2 + 51);
        assertThat(mistake).hasMessageContaining("50 aliases");
    }

    @Test
    void whatYamlTakesForSomethingElseThanTextIsToBeQuoted() {
        SetupDocument document = SetupDocument.parse("users:\n  - {username: no, password: 007, email: text}\n");
        assertThat(document.quoteIt("users.0.username")).endsWith("quote it, \"no\"");
        assertThat(document.quoteIt("users.0.password")).endsWith("quote it, \"007\"");
        assertThat(document.quoteIt("users.0.email")).isEmpty();
    }

    private static SetupMistake mistake(String text) {
        SetupMistake mistake = catchThrowableOfType(SetupMistake.class, () -> SetupDocument.parse(text));
        assertThat(mistake).isNotNull();
        return mistake;
    }
}
