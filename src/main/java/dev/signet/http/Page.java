package dev.signet.http;

import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, stable under inserts: the next page starts after the last item of this one, wherever that is then.
 *
 * @param next the cursor of the next page; absent on the last
 */
public record Page<T>(
        List<T> items,

        @Schema(description = "Cursor of the next page; null on the last") @Nullable String next) {

    /**
     * Makes a page of what was found.
     *
     * @param found up to one item more than the page holds, in order
     * @param limit how many items the page holds
     * @param key what the list is ordered by, unique
     */
    public static <E, T> Page<T> of(List<E> found, int limit, Function<E, String> key, Function<E, T> view) {
        boolean more = found.size() > limit;
        List<E> shown = more ? found.subList(0, limit) : found;
        return new Page<>(
                shown.stream().map(view).toList(), more ? Cursor.to(key.apply(shown.get(shown.size() - 1))) : null);
    }
}
