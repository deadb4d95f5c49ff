package dev.signet.session;

import static dev.signet.session.RefreshPolicy.Decision.ENDED;
import static dev.signet.session.RefreshPolicy.Decision.EXPIRED;
import static dev.signet.session.RefreshPolicy.Decision.LOST;
import static dev.signet.session.RefreshPolicy.Decision.REPEAT;
import static dev.signet.session.RefreshPolicy.Decision.REUSE;
import static dev.signet.session.RefreshPolicy.Decision.ROTATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.session.RefreshPolicy.Decision;
import dev.signet.session.RefreshPolicy.Facts;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefreshPolicyTest {
    private static final Instant ROTATED = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant EXPIRES = ROTATED.plus(Duration.ofDays(90));
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final RefreshPolicy policy = new RefreshPolicy(Duration.ofDays(90), Duration.ofDays(14), GRACE);
    private final Facts session = new Facts(7, ROTATED, ROTATED, EXPIRES, false);

    private Decision decide(long generation, Duration after) {
        return policy.decide(session, generation, ROTATED.plus(after));
    }

    @Test
    void tokenHandedOutLastIsExchanged() {
        assertThat(decide(7, Duration.ZERO)).isEqualTo(ROTATE);
        assertThat(decide(7, Duration.ofDays(13))).isEqualTo(ROTATE);
    }

    @Test
    void itsPredecessorGetsTheSameAnswerWhileTheGraceLasts() {
        assertThat(decide(6, Duration.ZERO)).isEqualTo(REPEAT);
        assertThat(decide(6, GRACE.minusNanos(1))).isEqualTo(REPEAT);
        assertThat(decide(6, GRACE)).isEqualTo(REUSE);
    }

    @Test
    void replicaWhoseClockIsBehindRepeatsToo() {
        assertThat(decide(6, Duration.ofSeconds(-3))).isEqualTo(REPEAT);
    }

    @Test
    void tokenWhoseSuccessorWasUsedIsReuseHoweverSoonItComes() {
        assertThat(decide(5, Duration.ZERO)).isEqualTo(REUSE);
        assertThat(decide(0, Duration.ZERO)).isEqualTo(REUSE);
    }

    @Test
    void withoutGraceEveryRepetitionIsReuse() {
        RefreshPolicy strict = new RefreshPolicy(Duration.ofDays(90), Duration.ofDays(14), Duration.ZERO);
        assertThat(strict.decide(session, 6, ROTATED)).isEqualTo(REUSE);
    }

    @Test
    void tokenOfAFutureGenerationShowsThatTheDatabaseLostSomething() {
        assertThat(decide(8, Duration.ZERO)).isEqualTo(LOST);
        assertThat(decide(Long.MAX_VALUE, Duration.ZERO)).isEqualTo(LOST);
    }

    @Test
    void sessionEndsWhenItWasIdleForTooLong() {
        assertThat(decide(7, Duration.ofDays(14).minusNanos(1))).isEqualTo(ROTATE);
        assertThat(decide(7, Duration.ofDays(14))).isEqualTo(EXPIRED);
        assertThat(policy.end(session)).isEqualTo(ROTATED.plus(Duration.ofDays(14)));
    }

    @Test
    void sessionEndsHoweverItIsUsed() {
        Instant used = EXPIRES.minusSeconds(1);
        Facts old = new Facts(7, used, used, EXPIRES, false);
        assertThat(policy.end(old)).isEqualTo(EXPIRES);
        assertThat(policy.decide(old, 7, EXPIRES.minusNanos(1))).isEqualTo(ROTATE);
        assertThat(policy.decide(old, 7, EXPIRES)).isEqualTo(EXPIRED);
    }

    @Test
    void nothingIsGivenForASessionThatWasEnded() {
        Facts ended = new Facts(7, ROTATED, ROTATED, EXPIRES, true);
        for (long generation : new long[] {0, 6, 7, 8}) {
            assertThat(policy.decide(ended, generation, ROTATED)).isEqualTo(ENDED);
        }
    }
}
