package dev.signet.base.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signet.base.problem.DomainException;
import dev.signet.testsupport.ForgedCursors;
import java.util.function.Function;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
    private static final ListIdentity LIST = ListIdentity.of("list", "filter", null);

    private final Cursors cursors = new Cursors((purpose, salt) -> new SecretKeySpec(new byte[32], "HmacSHA256"));

    private String key(String cursor, ListIdentity list) {
        return cursors.place(cursor, list, Function.identity()).orElseThrow();
    }

    private void assertRefused(String cursor, ListIdentity list) {
        assertThatExceptionOfType(DomainException.class)
                .as(cursor)
                .isThrownBy(() -> key(cursor, list))
                .satisfies(refusal -> assertThat(refusal.problem().status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Zoë 🐟", "018f0000-0000-7000-8000-000000000000"})
    void cursorLeadsWhereItWasHandedOut(String key) {
        assertThat(key(cursors.after(key, LIST), LIST)).isEqualTo(key);
    }

    @Test
    void withoutACursorTheListStarts() {
        assertThat(cursors.place(null, LIST, Function.identity())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ab", "abc"})
    void cursorOfWhichAnyCharacterWasChangedIsNone(String key) {
        String cursor = cursors.after(key, LIST);
        for (int place = 0; place < cursor.length(); place++) {
            assertRefused(ForgedCursors.changed(cursor, place), LIST);
            assertRefused(cursor.substring(0, place), LIST);
        }
    }

    @Test
    void cursorIsGoodForItsListOnly() {
        String cursor = cursors.after("key", LIST);
        assertRefused(cursor, ListIdentity.of("other", "filter", null));
        assertRefused(cursor, ListIdentity.of("list", null, "filter"));
        assertRefused(cursor, ListIdentity.of("list", "filte", "r"));
        assertRefused(cursor, ListIdentity.of("list", "filter", "null"));
    }

    @Test
    void cursorOfAnotherSecretIsNone() {
        Cursors others = new Cursors((purpose, salt) -> new SecretKeySpec(new byte[] {1}, "HmacSHA256"));
        assertRefused(others.after("key", LIST), LIST);
    }

    /** So it is also where what the cursor names is no longer there. */
    @Test
    void placeThatTheReaderDoesNotFindIsRefused() {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> cursors.place(cursors.after("x", LIST), LIST, Integer::valueOf));
    }
}
