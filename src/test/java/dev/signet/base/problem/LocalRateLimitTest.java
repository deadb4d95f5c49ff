package dev.signet.base.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LocalRateLimitTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final LocalRateLimit pace =
            new LocalRateLimit(3, Duration.ofSeconds(10), ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    @Test
    void burstAndThenOneEachInterval() {
        for (int i = 0; i < 3; i++) {
            assertThat(pace.take("one")).isZero();
        }
        assertThat(pace.take("one")).isEqualTo(Duration.ofSeconds(10));
        now = now.plusSeconds(4);
        assertThat(pace.take("one")).as("what was refused counts nowhere").isEqualTo(Duration.ofSeconds(6));
        now = now.plusSeconds(6);
        assertThat(pace.take("one")).isZero();
        assertThat(pace.take("one")).isPositive();
    }

    @Test
    void nobodyUsesUpWhatIsAnothers() {
        for (int i = 0; i < 100; i++) {
            pace.take("one");
        }
        assertThat(pace.take("other")).isZero();
    }
}
