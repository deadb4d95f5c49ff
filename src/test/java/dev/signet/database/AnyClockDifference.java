package dev.signet.database;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** For the server under test: tests move its clock, and not the database's. */
class AnyClockDifference {
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    ReplicaClockConfig config() {
        return () -> Duration.ofDays(36_500);
    }
}
