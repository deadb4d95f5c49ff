package dev.signet.identity.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentRefusalsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RecentRefusals recent = new RecentRefusals();
    private final Bucket bucket = bucket("one");

    private static Bucket bucket(String name) {
        return new Bucket(name, new Rate(3, MINUTE));
    }

    @Test
    void refusalHoldsForAMomentAndSaysWhatIsLeftToWait() {
        recent.add(bucket, NOW, MINUTE);
        assertThat(recent.wait(bucket, NOW.plusMillis(999))).contains(MINUTE.minusMillis(999));
        assertThat(recent.wait(bucket, NOW.plusSeconds(1))).isEmpty();
        assertThat(recent.wait(bucket("another"), NOW)).isEmpty();
    }

    @Test
    void refusalHoldsNoLongerThanItSaid() {
        recent.add(bucket, NOW, Duration.ofMillis(10));
        assertThat(recent.wait(bucket, NOW.plusMillis(9))).isPresent();
        assertThat(recent.wait(bucket, NOW.plusMillis(10))).isEmpty();
    }

    @Test
    void ofVeryManyTheOldestAreForgotten() {
        recent.add(bucket, NOW, MINUTE);
        recent.add(bucket("second"), NOW, MINUTE);
        recent.add(bucket, NOW, MINUTE);
        for (int i = 0; i < RecentRefusals.MOST - 1; i++) {
            recent.add(bucket("name " + i), NOW, MINUTE);
        }
        assertThat(recent.wait(bucket("second"), NOW)).isEmpty();
        assertThat(recent.wait(bucket, NOW)).isPresent();
        recent.add(bucket("more"), NOW, MINUTE);
        assertThat(recent.wait(bucket, NOW)).isEmpty();
    }
}
