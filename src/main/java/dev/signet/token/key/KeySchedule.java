package dev.signet.token.key;

import dev.signet.base.protocol.TokenConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When a key changes its state: nothing but durations and the answers that follow from them. A standby key is always
 * published, so that whoever holds the key set for its {@code max-age} has seen every key before it signs.
 *
 * @param period how long a key signs
 * @param publishAhead how long a key is published before it signs
 * @param retireAfter how long a key verifies after it signed last
 * @param maxAge for how long others may keep the key set
 */
record KeySchedule(Duration period, Duration publishAhead, Duration retireAfter, Duration maxAge) {
    /**
     * Until a replica that lost the channel hears of a change, it signs with the old key, and publishes the old key set: at
     * most a minute for the poll, and half a minute for each of two clocks, by which one replica begins and another ends.
     */
    private static final Duration LATE_REPLICA = Duration.ofMinutes(2);

    /**
     * The configured schedule.
     *
     * @throws IllegalArgumentException with the arithmetic, where it would break verifiers that keep to {@code max-age}
     */
    static KeySchedule of(KeyScheduleConfig keys, TokenConfig tokens) {
        Duration needed = tokens.longestLifespan().plus(tokens.clockTolerance()).plus(LATE_REPLICA);
        KeySchedule schedule = new KeySchedule(
                keys.period(), keys.publishAhead(), keys.retireAfter().orElse(needed), keys.jwksMaxAge());
        List<String> wrong = schedule.contradictions();
        if (tokens.lifespan().compareTo(tokens.longestLifespan()) > 0) {
            wrong.add(
                    "signet.token.lifespan (" + tokens.lifespan() + ") must be at most signet.token.longest-lifespan ("
                            + tokens.longestLifespan() + "), or tokens would outlive the key that verifies them");
        }
        if (schedule.retireAfter().compareTo(needed) < 0) {
            wrong.add("signet.keys.retire-after (" + schedule.retireAfter() + ") must be at least "
                    + "signet.token.longest-lifespan (" + tokens.longestLifespan()
                    + ") + signet.token.clock-tolerance ("
                    + tokens.clockTolerance() + ") + " + LATE_REPLICA + " = " + needed
                    + ", or tokens would outlive the key that verifies them");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
        return schedule;
    }

    private List<String> contradictions() {
        List<String> wrong = new ArrayList<>();
        if (maxAge.compareTo(Duration.ofSeconds(1)) < 0 || maxAge.compareTo(Duration.ofDays(1)) > 0) {
            wrong.add("signet.keys.jwks-max-age (" + maxAge + ") must be from one second to one day");
        }
        Duration seen = maxAge.plus(LATE_REPLICA);
        if (publishAhead.compareTo(seen) < 0) {
            wrong.add("signet.keys.publish-ahead (" + publishAhead + ") must be at least signet.keys.jwks-max-age ("
                    + maxAge + ") + " + LATE_REPLICA + " = " + seen
                    + ", or verifiers with a cached key set would meet a key they have not seen");
        }
        if (period.compareTo(publishAhead) <= 0) {
            wrong.add("signet.keys.period (" + period + ") must be more than signet.keys.publish-ahead (" + publishAhead
                    + "), or no successor could be published in time");
        }
        return wrong;
    }

    /** From when a key may sign that was published then: everybody has seen it. */
    Instant mayActivate(Instant createdAt) {
        return createdAt.plus(publishAhead);
    }

    /** When the key that signs is to be followed by this standby. */
    Instant rotation(Instant activeFrom, Instant standbyCreatedAt) {
        Instant due = activeFrom.plus(period);
        Instant ready = mayActivate(standbyCreatedAt);
        return due.isAfter(ready) ? due : ready;
    }

    /** When nothing that a key signed can be valid any more. */
    Instant retirement(Instant retiringFrom) {
        return retiringFrom.plus(retireAfter);
    }
}
