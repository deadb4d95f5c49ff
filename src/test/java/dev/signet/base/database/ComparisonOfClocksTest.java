package dev.signet.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.base.database.ReplicaClock.Comparison;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ComparisonOfClocksTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration ALLOWED = Duration.ofSeconds(5);

    private static Comparison comparison(int before, int database, int after) {
        return Comparison.of(NOON.plusSeconds(before), NOON.plusSeconds(database), NOON.plusSeconds(after), ALLOWED);
    }

    @Test
    void slowAnswerIsNoDifference() {
        Comparison slow = comparison(0, 1, 60);
        assertThat(slow.ahead()).isZero();
        assertThat(slow.agree()).isTrue();
        assertThat(slow.now()).isEqualTo(NOON.plusSeconds(60));
        assertThat(comparison(0, 59, 60).agree()).isTrue();
    }

    @Test
    void clockThatIsAheadByMoreThanIsAllowedIsNotGoneBy() {
        assertThat(comparison(5, 0, 5).agree()).isTrue();
        Comparison ahead = comparison(6, 0, 7);
        assertThat(ahead.ahead()).isEqualTo(Duration.ofSeconds(6));
        assertThat(ahead.agree()).isFalse();
        assertThat(ahead.now()).isEqualTo(NOON);
    }

    @Test
    void clockThatIsBehindByMoreThanIsAllowedIsNotGoneBy() {
        assertThat(comparison(0, 6, 1).agree()).isTrue();
        Comparison behind = comparison(0, 7, 1);
        assertThat(behind.ahead()).isEqualTo(Duration.ofSeconds(-6));
        assertThat(behind.agree()).isFalse();
        assertThat(behind.now()).isEqualTo(NOON.plusSeconds(7));
    }
}
