package dev.signet.http;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of the lists that an address answers with, by its order and filters: a cursor of one is none of another.
 *
 * @param tag with which the keys in its cursors begin
 */
public record Listing(String tag) {
    /** The list with that order and those filters; their texts tell lists apart. */
    public static Listing of(@Nullable Object... orderAndFilters) {
        return new Listing(
                String.format("%08x~", Arrays.toString(orderAndFilters).hashCode()));
    }

    /** What stands in a cursor of this list, for the key of an item. */
    public String key(String key) {
        return tag + key;
    }

    /** As {@link Cursor#place}, for cursors of this list only. */
    public <T> Optional<T> place(@Nullable String cursor, Function<String, T> reader) {
        return Cursor.place(cursor, text -> {
            if (!text.startsWith(tag)) {
                throw new IllegalArgumentException("A cursor of another list");
            }
            return reader.apply(text.substring(tag.length()));
        });
    }
}
