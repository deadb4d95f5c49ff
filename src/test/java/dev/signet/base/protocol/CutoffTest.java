package dev.signet.base.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CutoffTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.5Z");

    /** What a change of the thing that needs most would need now. */
    private static final Instant FURTHEST = NOW.plusSeconds(10);

    private static Duration delay(Instant before) {
        return Cutoff.delay(Cutoff.next(before, NOW), NOW, FURTHEST);
    }

    @Test
    void firstCutOffIsWhereItIsNeeded() {
        assertThat(Cutoff.next(null, NOW)).isEqualTo(NOW);
        assertThat(Cutoff.next(NOW.minusSeconds(60), NOW)).isEqualTo(NOW);
    }

    @Test
    void nextOneIsASecondLaterAtLeast() {
        assertThat(Cutoff.next(NOW, NOW)).isEqualTo(NOW.plusSeconds(1));
        assertThat(Cutoff.next(NOW.plusSeconds(3), NOW)).isEqualTo(NOW.plusSeconds(4));
    }

    @Test
    void threeChangesAreMadeAtOnceAndTheFourthASecondLater() {
        assertThat(delay(NOW)).isZero();
        assertThat(delay(NOW.plusSeconds(1))).isZero();
        assertThat(delay(NOW.plusSeconds(2))).isEqualTo(Duration.ofSeconds(1));
        Instant later = NOW.plusSeconds(1);
        assertThat(Cutoff.delay(Cutoff.next(NOW.plusSeconds(2), later), later, FURTHEST))
                .isZero();
    }

    @Test
    void afterAChangeThatNeededMoreTheNextOneWaitsUntilThatIsOver() {
        assertThat(delay(FURTHEST)).isEqualTo(Duration.ofSeconds(9));
        assertThat(delay(FURTHEST.plus(Cutoff.LEAD))).isEqualTo(Duration.ofSeconds(11));
    }

    /** Nobody could be disabled until the clock is there again. */
    @Test
    void cutOffThatWasMadeByAClockThatWasAheadDelaysNothing() {
        assertThat(delay(NOW.plusSeconds(3600))).isZero();
        assertThat(delay(FURTHEST.plus(Cutoff.LEAD).plusMillis(1))).isZero();
    }
}
