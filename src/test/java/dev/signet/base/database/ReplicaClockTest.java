package dev.signet.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.LogLines;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

/** Beside the server under test, whose clock tests move. */
@QuarkusTest
class ReplicaClockTest {
    @Inject
    Sql database;

    private Duration ahead = Duration.ZERO;
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
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
    };

    @Test
    void clockThatIsWrongIsWarnedOfOnceAndNotReady() {
        ReplicaClock replica = new ReplicaClock(database, clock, () -> Duration.ofSeconds(5));
        assertThat(readiness(replica).getStatus()).isEqualTo(Status.UP);
        try (LogLines log = new LogLines(ReplicaClock.class.getName())) {
            assertThat(compare(replica).agree()).isTrue();

            ahead = Duration.ofHours(1);
            assertThat(compare(replica).agree()).isFalse();
            assertThat(compare(replica).now()).isBefore(clock.instant().minus(Duration.ofMinutes(50)));
            assertThat(log.with("ahead of the database's")).hasSize(1);
            assertThat(readiness(replica).getStatus()).isEqualTo(Status.DOWN);
            assertThat(Duration.parse(String.valueOf(
                            readiness(replica).getData().orElseThrow().get("ahead-of-database"))))
                    .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));

            ahead = Duration.ofHours(-1);
            assertThat(compare(replica).agree()).isFalse();

            ahead = Duration.ZERO;
            assertThat(compare(replica).agree()).isTrue();
            assertThat(log.with("agree again")).hasSize(1);
            assertThat(readiness(replica).getStatus()).isEqualTo(Status.UP);
        }
    }

    private static ReplicaClock.Comparison compare(ReplicaClock replica) {
        return QuarkusTransaction.requiringNew().call(replica::compare);
    }

    private static HealthCheckResponse readiness(ReplicaClock replica) {
        return new ClockReadiness(replica).call();
    }
}
