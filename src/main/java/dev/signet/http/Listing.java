package dev.signet.http;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of the lists that there are, by its name, order and filters: a cursor of one is none of another.
 *
 * @param text tells it apart
 */
public record Listing(String text) {
    /** The list with that name, order and filters. No text that is let into one has a NUL; empty is as good as none. */
    public static Listing of(String name, @Nullable Object... orderAndFilters) {
        return new Listing(Arrays.stream(orderAndFilters)
                .map(part -> Objects.toString(part, ""))
                .collect(Collectors.joining("\0", name + '\0', "")));
    }
}
