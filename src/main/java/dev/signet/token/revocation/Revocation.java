package dev.signet.token.revocation;

import java.util.Locale;

/**
 * One thing that is dead before its time.
 *
 * @param id a {@code jti}, {@code sid}, {@code sub} or {@code client_id}
 * @param cutoff tokens with an {@code iat} up to this second are dead: {@link #ALWAYS} unless it is a subject's or a client's
 * @param until from this second on no such token can be alive anyway: the latest of now, the cut-off and the known {@code iat},
 *     and the longest life beyond that
 */
record Revocation(Kind kind, String id, long cutoff, long until) {
    static final long ALWAYS = Long.MAX_VALUE;

    enum Kind {
        TOKEN,
        SESSION,
        SUBJECT,
        CLIENT;

        /** As the database and metrics name it. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
