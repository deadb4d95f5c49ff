package dev.signet.base.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This replica's clock beside the database's, which is the same for all replicas: whoever does for all of them what is due
 * by the time makes sure first that its own clock can be trusted.
 */
@ApplicationScoped
public class ReplicaClock {
    private static final Logger LOG = Logger.getLogger(ReplicaClock.class);

    private final EntityManager database;
    private final Clock clock;
    private final Duration allowed;
    private volatile @Nullable ClockComparison last;

    public ReplicaClock(EntityManager database, Clock clock, ReplicaClockConfig config) {
        this.database = database;
        this.clock = clock;
        this.allowed = config.clockDifference();
    }

    /** Compares now, by one short query in the current transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public ClockComparison compare() {
        Instant before = clock.instant();
        Instant answer = SingleColumnQuery.query(database, "select clock_timestamp()", "clock_timestamp", Instant.class)
                .getSingleResult();
        ClockComparison comparison = new ClockComparison(before, answer, clock.instant(), allowed);
        remember(comparison);
        return comparison;
    }

    /** The last comparison; empty before the first. */
    Optional<ClockComparison> last() {
        return Optional.ofNullable(last);
    }

    /** One line when it begins, and one when it ends. */
    private synchronized void remember(ClockComparison comparison) {
        boolean agreed = last().map(ClockComparison::agree).orElse(true);
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
