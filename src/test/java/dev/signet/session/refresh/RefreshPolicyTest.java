package dev.signet.session.refresh;

import static dev.signet.session.refresh.RefreshPolicy.Decision.ENDED;
import static dev.signet.session.refresh.RefreshPolicy.Decision.EXPIRED;
import static dev.signet.session.refresh.RefreshPolicy.Decision.GRACE_OVER;
import static dev.signet.session.refresh.RefreshPolicy.Decision.LOST;
import static dev.signet.session.refresh.RefreshPolicy.Decision.OTHER_USER_AGENT;
import static dev.signet.session.refresh.RefreshPolicy.Decision.REPEAT;
import static dev.signet.session.refresh.RefreshPolicy.Decision.REPEATED_AGAIN;
import static dev.signet.session.refresh.RefreshPolicy.Decision.ROTATE;
import static dev.signet.session.refresh.RefreshPolicy.Decision.SUCCESSOR_USED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.session.refresh.RefreshPolicy.Decision;
import dev.signet.session.refresh.RefreshPolicy.Facts;
import dev.signet.session.refresh.RefreshPolicy.Presented;
import dev.signet.session.refresh.RefreshPolicy.Repeats;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefreshPolicyTest {
    private static final Instant ROTATED = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant EXPIRES = ROTATED.plus(Duration.ofDays(90));
    private static final Duration GRACE = Duration.ofMinutes(10);
    private static final Repeats NONE = new Repeats(0, 0);
    private static final String BROWSER = "a browser";

    private final RefreshPolicy policy = policy(GRACE, 1);
    private final Facts session = session(BROWSER, NONE);

    private static RefreshPolicy policy(Duration grace, int repeatedGenerations) {
        return new RefreshPolicy(Duration.ofDays(90), Duration.ofDays(14), grace, repeatedGenerations);
    }

    /** Of the seventh generation. */
    private static Facts session(@Nullable String rotatedBy, Repeats repeats) {
        return new Facts(7, ROTATED, Optional.ofNullable(rotatedBy), ROTATED, EXPIRES, false, repeats);
    }

    private static Presented token(long generation) {
        return new Presented(generation, BROWSER);
    }

    private Decision decide(long generation, Duration after) {
        return policy.decide(session, token(generation), ROTATED.plus(after));
    }

    private Decision repeat(Facts session, String userAgent) {
        return policy.decide(session, new Presented(6, userAgent), ROTATED);
    }

    @Test
    void tokenHandedOutLastIsExchanged() {
        assertThat(decide(7, Duration.ZERO)).isEqualTo(ROTATE);
        assertThat(decide(7, Duration.ofDays(13))).isEqualTo(ROTATE);
    }

    @Test
    void tokenHandedOutLastIsExchangedForAnyUserAgent() {
        assertThat(policy.decide(session, new Presented(7, "an update of it"), ROTATED))
                .isEqualTo(ROTATE);
    }

    @Test
    void itsPredecessorGetsTheSameAnswerWhileTheGraceLasts() {
        assertThat(decide(6, Duration.ZERO)).isEqualTo(REPEAT);
        assertThat(decide(6, GRACE.minusNanos(1))).isEqualTo(REPEAT);
        assertThat(decide(6, GRACE)).isEqualTo(GRACE_OVER);
    }

    @Test
    void replicaWhoseClockIsBehindRepeatsToo() {
        assertThat(decide(6, Duration.ofSeconds(-3))).isEqualTo(REPEAT);
    }

    @Test
    void tokenWhoseSuccessorWasUsedIsReuseHoweverSoonItComes() {
        assertThat(decide(5, Duration.ZERO)).isEqualTo(SUCCESSOR_USED);
        assertThat(decide(0, Duration.ZERO)).isEqualTo(SUCCESSOR_USED);
    }

    @Test
    void withoutGraceEveryRepetitionIsReuse() {
        assertThat(policy(Duration.ZERO, 1).decide(session, token(6), ROTATED)).isEqualTo(GRACE_OVER);
    }

    @Test
    void anotherUserAgentThanTheRotationsIsReuse() {
        assertThat(repeat(session, "another browser")).isEqualTo(OTHER_USER_AGENT);
        assertThat(repeat(session, "")).isEqualTo(OTHER_USER_AGENT);
        assertThat(repeat(session("", NONE), BROWSER)).isEqualTo(OTHER_USER_AGENT);
    }

    @Test
    void clientsThatDoNotSayWhatTheyAreAreAlike() {
        assertThat(repeat(session("", NONE), "")).isEqualTo(REPEAT);
    }

    @Test
    void userAgentThatIsNotKnownIsNotCompared() {
        assertThat(repeat(session(null, NONE), BROWSER)).isEqualTo(REPEAT);
    }

    @Test
    void anyNumberOfRepeatsInOneGenerationCountsOnce() {
        assertThat(repeat(session(BROWSER, new Repeats(7, 1)), BROWSER)).isEqualTo(REPEAT);
        assertThat(new Repeats(7, 1).and(7)).isEqualTo(new Repeats(7, 1));
    }

    @Test
    void repeatsInTwoSuccessiveGenerationsAreReuse() {
        assertThat(repeat(session(BROWSER, NONE.and(6)), BROWSER)).isEqualTo(REPEATED_AGAIN);
    }

    @Test
    void generationWithoutARepeatBetweenThemStartsTheCountAnew() {
        assertThat(repeat(session(BROWSER, NONE.and(5)), BROWSER)).isEqualTo(REPEAT);
        assertThat(new Repeats(5, 4).and(7)).isEqualTo(new Repeats(7, 1));
    }

    @Test
    void moreSuccessiveGenerationsAreAllowedWhereThatIsConfigured() {
        Repeats two = NONE.and(5).and(6);
        assertThat(policy(GRACE, 3).decide(session(BROWSER, two), token(6), ROTATED))
                .isEqualTo(REPEAT);
        assertThat(policy(GRACE, 2).decide(session(BROWSER, two), token(6), ROTATED))
                .isEqualTo(REPEATED_AGAIN);
    }

    @Test
    void firstGenerationCountsAsAnyOther() {
        assertThat(NONE.and(1)).isEqualTo(new Repeats(1, 1));
        assertThat(NONE.and(1).and(2)).isEqualTo(new Repeats(2, 2));
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
        Facts old = new Facts(7, used, Optional.of(BROWSER), used, EXPIRES, false, NONE);
        assertThat(policy.end(old)).isEqualTo(EXPIRES);
        assertThat(policy.decide(old, token(7), EXPIRES.minusNanos(1))).isEqualTo(ROTATE);
        assertThat(policy.decide(old, token(7), EXPIRES)).isEqualTo(EXPIRED);
    }

    @Test
    void nothingIsGivenForASessionThatWasEnded() {
        Facts ended = new Facts(7, ROTATED, Optional.of(BROWSER), ROTATED, EXPIRES, true, NONE);
        for (long generation : new long[] {0, 6, 7, 8}) {
            assertThat(policy.decide(ended, token(generation), ROTATED)).isEqualTo(ENDED);
        }
    }
}
