package dev.signet.identity.throttle;

import java.time.Instant;
import java.util.UUID;

/**
 * An attempt whose password was right, and what the statement needs to know that says so ({@link CountedAttempt#SUCCEEDED}).
 *
 * @param until for how long the address is familiar
 * @param successInterval in seconds
 */
public record RightAttempt(
        UUID credential, Instant now, Instant until, Instant latestSuccess, double successInterval) {}
