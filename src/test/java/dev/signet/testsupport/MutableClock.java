package dev.signet.testsupport;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Instance;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The server's clock in tests, and with it the one its database tells the time by: the system's, and ahead of it once a test
 * moved it. Time goes on from there in the tests that follow, and is not set back: the database would hold a future, of keys that
 * signed, events that were sealed and changes that replicas had read.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class MutableClock extends Clock {
    private final Instance<OwnerDatabase> database;
    private Duration ahead = Duration.ZERO;

    MutableClock(Instance<OwnerDatabase> database) {
        this.database = database;
    }

    /** Nobody reads this clock meanwhile: neither of the two is seen to be ahead of the other. */
    public synchronized void advance(Duration by) {
        ahead = ahead.plus(by);
        try {
            database.get()
                    .execute("create or replace function signet_now() returns timestamptz language sql volatile as"
                            + " 'select clock_timestamp() + make_interval(secs => " + ahead.toMillis() / 1000.0 + ")'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized Instant instant() {
        return Clock.systemUTC().instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
