package dev.signet.base.resource;

/**
 * What a page shows of a list that is ordered by text, by the bytes of its UTF-8: plain bounds, so that it is one range of an
 * index whatever the database makes of patterns.
 *
 * @param after keys of the page are greater
 * @param from keys of the list are not smaller
 * @param until keys of the list are smaller
 */
public record TextRange(String after, String from, String until) {
    /** Greater than all that stands in a key. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    /**
     * The keys that begin with a text, after a place.
     *
     * @param after the place; empty for the start
     */
    public static TextRange startingWith(String prefix, String after) {
        return new TextRange(after, prefix, prefix + LAST);
    }
}
