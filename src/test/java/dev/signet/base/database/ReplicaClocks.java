package dev.signet.base.database;

import java.time.Clock;
import java.time.Duration;

/** Lets tests of other rooms have a clock that is wrong. */
public final class ReplicaClocks {
    private ReplicaClocks() {}

    /** One that is ahead of the database's by more than it may be. */
    public static ReplicaClock ahead(Duration by, Sql database) {
        return new ReplicaClock(database, Clock.offset(Clock.systemUTC(), by), () -> Duration.ofSeconds(5));
    }
}
