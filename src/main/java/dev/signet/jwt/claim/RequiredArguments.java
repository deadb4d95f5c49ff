package dev.signet.jwt.claim;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers hand over must be there: a null, or a list that happens to be empty, must not switch a check off. */
public final class RequiredArguments {
    private RequiredArguments() {}

    /**
     * Lets pass what is there.
     *
     * @param what its name, for the message
     */
    public static <T> T given(String what, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(what + " must have a value");
        }
        return value;
    }

    /** At least one, and each of them. */
    public static <T> List<T> some(String option, @Nullable Collection<T> values) {
        Collection<T> there = given(option, values);
        if (there.isEmpty()) {
            throw new IllegalArgumentException("\"" + option + "\" should name at least one");
        }
        there.forEach(value -> given(option, value));
        return List.copyOf(there);
    }

    /** As {@link #some(String, Collection)}. */
    public static <T> List<T> some(String option, T @Nullable [] values) {
        return some(option, Arrays.asList(given(option, values)));
    }
}
