package dev.signet.http;

import org.jspecify.annotations.Nullable;

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
     * @param cursor as handed out, or null for the start
     * @throws DomainException 400 when the cursor is none of ours
     */
    public static TextRange startingWith(String prefix, @Nullable String cursor) {
        return new TextRange(Cursor.key(cursor), prefix, prefix + LAST);
    }
}
