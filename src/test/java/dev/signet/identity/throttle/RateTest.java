package dev.signet.identity.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Rate rate = new Rate(3, MINUTE);

    @Test
    void aBurstIsWithinTheRateAndOneMoreIsNot() {
        Instant arrival = NOW;
        for (int taken = 0; taken < 3; taken++) {
            assertThat(arrival).isBeforeOrEqualTo(rate.latest(NOW));
            arrival = arrival.plus(MINUTE);
        }
        assertThat(arrival).isAfter(rate.latest(NOW));
    }

    @Test
    void afterABurstOneMoreIsAllowedEachInterval() {
        Instant spent = NOW.plus(MINUTE.multipliedBy(3));
        assertThat(rate.wait(spent, NOW)).isEqualTo(MINUTE);
        assertThat(rate.wait(spent, NOW.plusSeconds(59))).isEqualTo(Duration.ofSeconds(1));
        assertThat(rate.wait(spent, NOW.plus(MINUTE))).isZero();
        assertThat(rate.latest(NOW.plus(MINUTE))).isEqualTo(spent);
    }

    @Test
    void onlyAWrongClockIsAheadByMoreThanTwiceWhatCanBeSpent() {
        assertThat(rate.plausible(NOW)).isEqualTo(NOW.plus(MINUTE.multipliedBy(6)));
    }

    @Test
    void whatIsNotSpentAsksForNoWait() {
        assertThat(rate.wait(NOW.minusSeconds(1), NOW)).isZero();
    }
}
