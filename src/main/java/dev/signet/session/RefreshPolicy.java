package dev.signet.session;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides how long a session lasts and what a genuine refresh token is good for: nothing but durations and the answers that
 * follow from them (RFC 9700 section 4.14.2).
 *
 * @param lifespan how long a session lasts, however it is used
 * @param idleTimeout how long a session lasts without use
 * @param grace for how long an answer may be asked for again
 */
record RefreshPolicy(Duration lifespan, Duration idleTimeout, Duration grace) {
    /** How coarsely the last use is written, so that a session in use is not one row version after the other. */
    static final Duration USE_PRECISION = Duration.ofMinutes(1);

    /** What to do. */
    enum Decision {
        /** Hand out the successor. */
        ROTATE,
        /** Hand out the successor that was handed out already: its answer may have been lost. */
        REPEAT,
        /** End the session: two hold a token that only one was given. */
        REUSE,
        /** Refuse: the session was ended. */
        ENDED,
        /** Refuse: the session lasted its time. */
        EXPIRED,
        /** End the session: the database is older than the token, so it takes for good what was used up already. */
        LOST,
        /** Refuse: it is no token of ours, or another client's. */
        UNKNOWN;

        /** Whether the token is exchanged. */
        boolean exchanges() {
            return this == ROTATE || this == REPEAT;
        }
    }

    /**
     * What is known of a session.
     *
     * @param generation of the token that may be used next
     * @param rotatedAt since when that is so
     * @param lastUsedAt to the precision of {@link #USE_PRECISION}
     * @param expiresAt when it ends however it is used
     */
    record Facts(long generation, Instant rotatedAt, Instant lastUsedAt, Instant expiresAt, boolean ended) {}

    /** What to do with the token of that generation. */
    Decision decide(Facts session, long presented, Instant now) {
        if (session.ended()) {
            return Decision.ENDED;
        }
        if (!now.isBefore(end(session))) {
            return Decision.EXPIRED;
        }
        if (presented == session.generation()) {
            return Decision.ROTATE;
        }
        if (presented > session.generation()) {
            return Decision.LOST;
        }
        // the successor of any earlier token was used, which is what made the current one
        boolean successorUnused = presented == session.generation() - 1;
        boolean inTime = now.isBefore(session.rotatedAt().plus(grace));
        return successorUnused && inTime ? Decision.REPEAT : Decision.REUSE;
    }

    /** Sessions that were not used since then are over. */
    Instant usedAfter(Instant now) {
        return now.minus(idleTimeout);
    }

    /** When the session ends if it is not used again. */
    Instant end(Facts session) {
        Instant idle = session.lastUsedAt().plus(idleTimeout);
        return idle.isBefore(session.expiresAt()) ? idle : session.expiresAt();
    }
}
