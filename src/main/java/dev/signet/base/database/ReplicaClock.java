package dev.signet.base.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/**
 * This replica's clock beside the database's, which is the same for all replicas: whoever does for all of them what is due
 * by the time makes sure first that its own clock can be trusted.
 */
@ApplicationScoped
public class ReplicaClock {
    private static final Logger LOG = Logger.getLogger(ReplicaClock.class);

    private final Sql database;
    private final Clock clock;
    private final Duration allowed;
    private volatile Comparison last = new Comparison(Duration.ZERO, true, Instant.EPOCH);

    public ReplicaClock(Sql database, Clock clock, ReplicaClockConfig config) {
        this.database = database;
        this.clock = clock;
        this.allowed = config.clockDifference();
    }

    /**
     * What two clocks said.
     *
     * @param ahead by how much ours is ahead of the database's at least, to the millisecond; negative where it is behind
     * @param agree whether what is due by our clock may be done
     * @param now the time for what cannot wait: ours, or the database's where ours is wrong; to the microsecond, as the database
     *     keeps it
     */
    public record Comparison(Duration ahead, boolean agree, Instant now) {
        /**
         * The database's answer belongs to a moment between two readings of ours, so one that was long on its way does not look
         * like a difference.
         */
        static Comparison of(Instant before, Instant database, Instant after, Duration allowed) {
            Instant nearest = database.isBefore(before) ? before : database.isAfter(after) ? after : database;
            Duration ahead = Duration.between(database, nearest).truncatedTo(ChronoUnit.MILLIS);
            boolean agree = ahead.abs().compareTo(allowed) <= 0;
            return new Comparison(ahead, agree, (agree ? after : database).truncatedTo(ChronoUnit.MICROS));
        }
    }

    /** Compares now, by one short query in the current transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Comparison compare() {
        Instant before = clock.instant();
        Instant answer = database.clock();
        Comparison comparison = Comparison.of(before, answer, clock.instant(), allowed);
        remember(comparison);
        return comparison;
    }

    /** The last comparison; before the first, the clocks are taken to agree. */
    Comparison last() {
        return last;
    }

    /** One line when it begins, and one when it ends. */
    private synchronized void remember(Comparison comparison) {
        boolean agreed = last.agree();
        last = comparison;
        if (agreed && !comparison.agree()) {
            LOG.warnf(
                    "The clock of this replica is %s ahead of the database's: scheduled work is suspended",
                    comparison.ahead());
        } else if (!agreed && comparison.agree()) {
            LOG.info("The clocks of this replica and of the database agree again");
        }
    }
}
