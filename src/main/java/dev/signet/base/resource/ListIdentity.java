package dev.signet.base.resource;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of the lists that there are, by its name, order and filters: a cursor of one is none of another.
 *
 * @param text tells it apart
 */
public record ListIdentity(String text) {
    /** The list with that name, order and filters. No text that is let into one has a NUL; empty is as good as none. */
    public static ListIdentity of(String name, @Nullable Object... orderAndFilters) {
        return new ListIdentity(Arrays.stream(orderAndFilters)
                .map(part -> Objects.toString(part, ""))
                .collect(Collectors.joining("\0", name + '\0', "")));
    }
}
