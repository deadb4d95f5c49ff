package dev.signet.base.database;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** For the server under test: tests move its clock, and not the one with which it compares that. */
class AnyClockDifference {
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    ReplicaClock trusted(Sql database, Clock clock) {
        return new ReplicaClock(database, clock, () -> Duration.ofDays(36_500));
    }
}
