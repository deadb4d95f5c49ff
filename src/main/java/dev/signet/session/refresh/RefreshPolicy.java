package dev.signet.session.refresh;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides how long a session lasts and what a genuine refresh token is good for: nothing but facts and the answers that follow
 * from them (RFC 9700 section 4.14.2, ADR 7).
 *
 * @param lifespan how long a session lasts, however it is used
 * @param idleTimeout how long a session lasts without use
 * @param grace for how long an answer may be asked for again
 * @param repeatedGenerations in how many successive generations that may happen, one at least
 */
public record RefreshPolicy(Duration lifespan, Duration idleTimeout, Duration grace, int repeatedGenerations) {
    /** How coarsely the last use is written, so that a session in use is not one row version after the other. */
    public static final Duration USE_PRECISION = Duration.ofMinutes(1);

    /** What to do. */
    public enum Decision {
        /** Hand out the successor. */
        ROTATE,
        /** Hand out the successor that was handed out already: its answer may have been lost. */
        REPEAT,
        /** End the session: the answer was not lost, for the successor was used. */
        SUCCESSOR_USED,
        /** End the session: a client that lost the answer would have asked again sooner. */
        GRACE_OVER,
        /** End the session: another program asks again than the one that asked first. */
        OTHER_USER_AGENT,
        /** End the session: so many answers in succession are not lost, but asked for by two. */
        REPEATED_AGAIN,
        /** Refuse: the session was ended. */
        ENDED,
        /** Refuse: the session lasted its time. */
        EXPIRED,
        /** End the session: the database is older than the token, so it takes for good what was used up already. */
        LOST,
        /** Refuse: it is no token of ours, or another client's. */
        UNKNOWN;

        /** Whether the token is exchanged. */
        public boolean exchanges() {
            return this == ROTATE || this == REPEAT;
        }

        /** Whether somebody may hold the token who should not, or it may be used twice. */
        public boolean endsSession() {
            return isReuse() || this == LOST;
        }

        public boolean isReuse() {
            return switch (this) {
                case SUCCESSOR_USED, GRACE_OVER, OTHER_USER_AGENT, REPEATED_AGAIN -> true;
                default -> false;
            };
        }

        /** As metrics and events are called. */
        public String outcome() {
            return isReuse() ? "reuse" : name().toLowerCase(Locale.ROOT);
        }

        /** As events give it. */
        public String reason() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What is known of a session.
     *
     * @param generation of the token that may be used next
     * @param rotatedAt since when that is so
     * @param rotatedBy the User-Agent of the client that made it so, empty for none; nothing where that is not known
     * @param lastUsedAt to the precision of {@link #USE_PRECISION}
     * @param expiresAt when it ends however it is used
     */
    public record Facts(
            long generation,
            Instant rotatedAt,
            Optional<String> rotatedBy,
            Instant lastUsedAt,
            Instant expiresAt,
            boolean ended,
            Repeats repeats) {}

    /**
     * Where answers were asked for again.
     *
     * @param last generation where that happened; 0, which has no predecessor, for none
     * @param successive how many generations up to that one, without one between them where it did not happen
     */
    public record Repeats(long last, int successive) {

        /** With one more, in the latest generation. However often it happens there, it counts once. */
        public Repeats and(long generation) {
            if (generation == last) {
                return this;
            }
            return new Repeats(generation, generation == last + 1 ? successive + 1 : 1);
        }
    }

    /**
     * A genuine token of a session, and how the client that presents it calls itself.
     *
     * @param userAgent empty for none
     */
    public record Presented(long generation, String userAgent) {}

    /** What to do with a token. */
    public Decision decide(Facts session, Presented token, Instant now) {
        if (session.ended()) {
            return Decision.ENDED;
        }
        if (!now.isBefore(end(session))) {
            return Decision.EXPIRED;
        }
        if (token.generation() == session.generation()) {
            return Decision.ROTATE;
        }
        return token.generation() > session.generation() ? Decision.LOST : decideUsed(session, token, now);
    }

    private Decision decideUsed(Facts session, Presented token, Instant now) {
        // the successor of any earlier token was used, which is what made the current one
        if (token.generation() != session.generation() - 1) {
            return Decision.SUCCESSOR_USED;
        }
        if (session.rotatedBy().filter(by -> !by.equals(token.userAgent())).isPresent()) {
            return Decision.OTHER_USER_AGENT;
        }
        if (!now.isBefore(session.rotatedAt().plus(grace))) {
            return Decision.GRACE_OVER;
        }
        int successive = session.repeats().and(session.generation()).successive();
        return successive > repeatedGenerations ? Decision.REPEATED_AGAIN : Decision.REPEAT;
    }

    /** Sessions that were not used since then are over. */
    public Instant usedAfter(Instant now) {
        return now.minus(idleTimeout);
    }

    /** When the session ends if it is not used again. */
    public Instant end(Facts session) {
        Instant idle = session.lastUsedAt().plus(idleTimeout);
        return idle.isBefore(session.expiresAt()) ? idle : session.expiresAt();
    }
}
