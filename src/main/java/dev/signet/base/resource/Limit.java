package dev.signet.base.resource;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;

/**
 * How many items a page holds.
 *
 * @param items 1 to {@value #MAX}
 */
public record Limit(int items) {
    /** What a caller gets who does not say. */
    public static final String DEFAULT = "50";

    static final int MAX = 200;

    /**
     * Reads the query parameter {@code limit}.
     *
     * @throws DomainException 400 when it is no number, or out of bounds
     */
    public static Limit fromString(String text) {
        if (text.matches("[0-9]{1,3}")) {
            int items = Integer.parseInt(text);
            if (items >= 1 && items <= MAX) {
                return new Limit(items);
            }
        }
        throw DomainException.invalid(new Violation("limit", "must be a number from 1 to " + MAX));
    }
}
