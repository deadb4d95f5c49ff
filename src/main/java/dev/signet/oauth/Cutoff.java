package dev.signet.oauth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Up to when tokens of somebody are dead. */
public final class Cutoff {
    private Cutoff() {}

    /**
     * The next one, later than the one before by a second at least: {@code iat} tells no more than the second, so since then tokens
     * may have been dated the second after it.
     *
     * @param before null if there was none
     */
    public static Instant next(@Nullable Instant before, Instant at) {
        Instant least = before == null ? at : before.plusSeconds(1);
        return at.isAfter(least) ? at : least;
    }
}
