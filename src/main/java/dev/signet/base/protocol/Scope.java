package dev.signet.base.protocol;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a token may be used for: a set of names (RFC 6749 section 3.3).
 *
 * @param names may be empty
 */
public record Scope(SortedSet<String> names) {
    /** The longest name, in characters. */
    public static final int MAX_NAME = 128;

    /** A name: printable ASCII without space, quote and backslash. */
    public static final String NAME = "[\\x21\\x23-\\x5B\\x5D-\\x7E]{1," + MAX_NAME + "}";

    private static final Pattern WELL_FORMED = Pattern.compile(NAME);
    private static final int MOST_NAMES = 100;

    public Scope {
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    /** Of these names, which are well-formed. */
    public static Scope of(Collection<String> names) {
        return new Scope(new TreeSet<>(names));
    }

    /**
     * Reads the parameter or claim {@code scope}.
     *
     * @throws InvalidScopeException where it is not one or more names between single spaces
     */
    public static Scope parse(String text) {
        String[] names = text.split(" ", MOST_NAMES + 1);
        if (names.length > MOST_NAMES
                || !Arrays.stream(names)
                        .allMatch(name -> WELL_FORMED.matcher(name).matches())) {
            throw new InvalidScopeException(
                    "The scope is not a list of at most " + MOST_NAMES + " names separated by spaces.");
        }
        return of(Arrays.asList(names));
    }

    /** Reads back {@link #toString}. */
    public static Scope granted(String text) {
        return of(text.isEmpty() ? List.of() : Arrays.asList(text.split(" ")));
    }

    /** What is in both. */
    public Scope and(Scope other) {
        SortedSet<String> both = new TreeSet<>(names);
        both.retainAll(other.names);
        return new Scope(both);
    }

    /**
     * This, as far as it is asked for and within what may be had.
     *
     * @throws InvalidScopeException where more is asked for
     */
    public Scope narrowedTo(Scope asked) {
        if (!names.containsAll(asked.names)) {
            throw new InvalidScopeException("The scope exceeds what may be granted.");
        }
        return asked;
    }

    /** As it stands in a token: the names between spaces; empty where there is none. */
    @Override
    public String toString() {
        return String.join(" ", names);
    }
}
