package dev.signet.testsupport;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.util.List;
import java.util.function.Function;

/** Cursors that look as if they had been handed out. */
public final class ForgedCursors {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private ForgedCursors() {}

    /** The cursor with another character at a place, which differs from the one before in the lowest bit only. */
    public static String changed(String cursor, int place) {
        char other = ALPHABET.charAt(ALPHABET.indexOf(cursor.charAt(place)) ^ 1);
        return cursor.substring(0, place) + other + cursor.substring(place + 1);
    }

    /**
     * Asks a list for pages that are none.
     *
     * @param next of a page of the list
     * @param list asks the list for the page at a cursor
     */
    public static void areRefused(String next, Function<String, Response> list) {
        list.apply(next).then().statusCode(200);
        for (String forged : List.of(
                changed(next, 0),
                changed(next, next.length() / 2),
                changed(next, next.length() - 1),
                next.substring(1),
                next.substring(0, next.length() - 1),
                next + "A",
                next + "=",
                "A",
                "!!")) {
            list.apply(forged)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:signet:problem:invalid-request"))
                    .body("violations.field", contains("cursor"));
        }
    }
}
