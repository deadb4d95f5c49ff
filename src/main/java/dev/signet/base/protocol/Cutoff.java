package dev.signet.base.protocol;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Up to when tokens of somebody are dead. Tokens that are issued after it are dated after it, so it decides how far ahead of the
 * clock they are dated. Each change needs to put it some way ahead; changes that follow each other add a second each.
 */
public final class Cutoff {
    /** What changes that follow each other may add to what one of them needs. */
    public static final Duration LEAD = Duration.ofSeconds(2);

    /** {@code iat} tells no more than the second. */
    public static final Duration STEP = Duration.ofSeconds(1);

    private Cutoff() {}

    /**
     * The next one, later than the one before by a second at least: since then tokens may have been dated the second after it.
     *
     * @param before null if there was none
     * @param needed where the change needs it to be
     */
    public static Instant next(@Nullable Instant before, Instant needed) {
        Instant least = before == null ? needed : before.plus(STEP);
        return needed.isAfter(least) ? needed : least;
    }

    /**
     * How long the change must wait, so that the next cut-off is no more than {@link #LEAD} beyond what is needed; zero if it may
     * be made now.
     *
     * <p>A cut-off that no series of changes can have reached was made while the clock was ahead of the present one. That must not
     * stop anybody from taking rights away until the clock is there again, so such a change does not wait.
     *
     * @param next as {@link #next} gives it
     * @param needed where the change needs it to be
     * @param furthest where any change of the same thing may need it to be at this moment
     */
    public static Duration delay(Instant next, Instant needed, Instant furthest) {
        Duration excess = Duration.between(needed.plus(LEAD), next);
        boolean reachable = !next.isAfter(furthest.plus(LEAD).plus(STEP));
        return excess.compareTo(Duration.ZERO) > 0 && reachable ? excess : Duration.ZERO;
    }
}
