package dev.signet.base.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signet.base.problem.DomainException;
import dev.signet.testsupport.ForgedCursors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {
    private static final Listing LIST = Listing.of("list", "filter", null);

    private static String key(String cursor, Listing list) {
        return list.place(cursor, Function.identity()).orElseThrow();
    }

    private static void assertRefused(String cursor, Listing list) {
        assertThatExceptionOfType(DomainException.class)
                .as(cursor)
                .isThrownBy(() -> key(cursor, list))
                .satisfies(refusal -> assertThat(refusal.problem().status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Zoë 🐟", "018f0000-0000-7000-8000-000000000000"})
    void cursorLeadsWhereItWasHandedOut(String key) {
        assertThat(key(LIST.after(key), LIST)).isEqualTo(key);
    }

    @Test
    void withoutACursorTheListStarts() {
        assertThat(LIST.place(null, Function.identity())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ab", "abc"})
    void cursorOfWhichAnyCharacterWasChangedIsNone(String key) {
        String cursor = LIST.after(key);
        for (int place = 0; place < cursor.length(); place++) {
            assertRefused(ForgedCursors.changed(cursor, place), LIST);
            assertRefused(cursor.substring(0, place), LIST);
        }
    }

    @Test
    void cursorIsGoodForItsListOnly() {
        String cursor = LIST.after("key");
        assertRefused(cursor, Listing.of("other", "filter", null));
        assertRefused(cursor, Listing.of("list", null, "filter"));
        assertRefused(cursor, Listing.of("list", "filte", "r"));
        assertRefused(cursor, Listing.of("list", "filter", "null"));
    }

    /** Anybody can make it, and the database takes no NUL. */
    @Test
    void placeWithNulIsRefused() {
        assertRefused(LIST.after("a\0b"), LIST);
    }

    /** So it is also where what the cursor names is no longer there. */
    @Test
    void placeThatTheReaderDoesNotFindIsRefused() {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> LIST.place(LIST.after("x"), Integer::valueOf));
    }
}
