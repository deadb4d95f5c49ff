package dev.signet.jwt.claim;

import org.jspecify.annotations.Nullable;

/** What names something that can be revoked: {@code sub}, {@code client_id}, {@code jti}, {@code sid}. */
public final class Identifier {
    private Identifier() {}

    /** Whether it can be written down that this is revoked: it is text, not empty, and without NUL, which PostgreSQL keeps in none. */
    public static boolean is(@Nullable Object value) {
        return value instanceof String text && !text.isEmpty() && text.indexOf('\0') < 0;
    }
}
