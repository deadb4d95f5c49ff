package dev.signet.base.database;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What two clocks said. The database's answer belongs to a moment between two readings of ours, so one that was long on its
 * way does not look like a difference.
 *
 * @param before our clock when the database was asked
 * @param database its answer
 * @param after our clock when the answer was there
 * @param allowed by how much they may differ
 */
public record ClockComparison(Instant before, Instant database, Instant after, Duration allowed) {

    /** By how much our clock is ahead of the database's at least, to the millisecond; negative where it is behind. */
    public Duration ahead() {
        Instant nearest = database.isBefore(before) ? before : database.isAfter(after) ? after : database;
        return Duration.between(database, nearest).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether what is due by our clock may be done. */
    public boolean agree() {
        return ahead().abs().compareTo(allowed) <= 0;
    }

    /** The time for what cannot wait: ours, or the database's where ours is wrong; to the microsecond, as the database keeps it. */
    public Instant now() {
        return (agree() ? after : database).truncatedTo(ChronoUnit.MICROS);
    }
}
