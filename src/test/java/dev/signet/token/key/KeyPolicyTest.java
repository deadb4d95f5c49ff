package dev.signet.token.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.keystore.KeyFacts;
import dev.signet.token.keystore.KeyState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyPolicyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PERIOD = Duration.ofDays(30);
    private static final Duration AHEAD = Duration.ofHours(1);
    private static final Duration RETIRE = Duration.ofDays(1);

    private final KeyPolicy policy = new KeyPolicy(
            new KeySchedule(PERIOD, AHEAD, RETIRE, Duration.ofMinutes(15)),
            JwsAlgorithm.ES256,
            Set.of(JwsAlgorithm.ES256));

    private final List<KeyFacts> ring = new ArrayList<>();

    private static KeyFacts key(String kid, KeyState state, Instant created, @Nullable Instant active) {
        return new KeyFacts(kid, JwsAlgorithm.ES256, state, created, active, null, null);
    }

    @Test
    void emptyRingIsGivenAKeyThatSignsAndOneThatStandsBy() {
        assertThat(policy.next(ring, START)).contains(new KeyStep.Publish(JwsAlgorithm.ES256));
        ring.add(key("one", KeyState.PENDING, START, null));
        assertThat(policy.next(ring, START)).contains(new KeyStep.Activate("one"));
        ring.set(0, key("one", KeyState.ACTIVE, START, START));
        assertThat(policy.next(ring, START)).contains(new KeyStep.Publish(JwsAlgorithm.ES256));
        ring.add(key("two", KeyState.PENDING, START, null));
        assertThat(policy.next(ring, START)).isEmpty();
    }

    @Test
    void standbyFollowsAtTheEndOfThePeriodAndNotBefore() {
        ring.add(key("one", KeyState.ACTIVE, START, START));
        ring.add(key("two", KeyState.PENDING, START, null));
        assertThat(policy.next(ring, START.plus(PERIOD).minusNanos(1))).isEmpty();
        assertThat(policy.next(ring, START.plus(PERIOD))).contains(new KeyStep.Activate("two"));
        assertThat(policy.nextTransition(ring, ring.get(0))).contains(START.plus(PERIOD));
    }

    @Test
    void standbyThatWasPublishedLateLetsTheOldKeySignLonger() {
        Instant late = START.plus(PERIOD).minus(Duration.ofMinutes(5));
        ring.add(key("one", KeyState.ACTIVE, START, START));
        ring.add(key("two", KeyState.PENDING, late, null));
        assertThat(policy.next(ring, START.plus(PERIOD))).isEmpty();
        assertThat(policy.next(ring, late.plus(AHEAD))).contains(new KeyStep.Activate("two"));
    }

    @Test
    void retiringKeyVerifiesUntilNothingItSignedCanBeValid() {
        ring.add(key("one", KeyState.ACTIVE, START, START));
        ring.add(key("two", KeyState.PENDING, START, null));
        ring.add(new KeyFacts("old", JwsAlgorithm.ES256, KeyState.RETIRING, START, START, START, null));
        assertThat(policy.next(ring, START.plus(RETIRE).minusNanos(1))).isEmpty();
        assertThat(policy.next(ring, START.plus(RETIRE))).contains(new KeyStep.Retire("old"));
    }

    @Test
    void algorithmThatIsConfiguredNoLongerIsLetGoWhenNobodyTurnsItForTwoPeriods() {
        ring.add(key("one", KeyState.ACTIVE, START.plus(PERIOD), START.plus(PERIOD)));
        ring.add(key("two", KeyState.PENDING, START.plus(PERIOD), null));
        ring.add(new KeyFacts("rsa", JwsAlgorithm.RS256, KeyState.ACTIVE, START, START, null, null));
        ring.add(new KeyFacts("rsa2", JwsAlgorithm.RS256, KeyState.PENDING, START, null, null, null));
        assertThat(policy.next(ring, START.plus(PERIOD))).isEmpty();
        assertThat(policy.next(ring, START.plus(PERIOD.multipliedBy(2)).minusNanos(1)))
                .isEmpty();
        ring.remove(1);
        ring.remove(0);
        ring.add(key("one", KeyState.ACTIVE, START.plus(PERIOD.multipliedBy(2)), START.plus(PERIOD.multipliedBy(2))));
        ring.add(key("two", KeyState.PENDING, START.plus(PERIOD.multipliedBy(2)), null));
        assertThat(policy.next(ring, START.plus(PERIOD.multipliedBy(2)))).contains(new KeyStep.Cease("rsa"));
        ring.remove(0);
        assertThat(policy.next(ring, START.plus(PERIOD.multipliedBy(2)))).contains(new KeyStep.Retire("rsa2"));
    }

    @Test
    void replicasThatAreConfiguredDifferentlyAgreeOnARing() {
        KeyPolicy other = new KeyPolicy(policy.schedule(), JwsAlgorithm.EDDSA, Set.of(JwsAlgorithm.EDDSA));
        ring.add(key("one", KeyState.ACTIVE, START, START));
        ring.add(key("two", KeyState.PENDING, START, null));
        ring.add(new KeyFacts("ed", JwsAlgorithm.EDDSA, KeyState.ACTIVE, START, START, null, null));
        ring.add(new KeyFacts("ed2", JwsAlgorithm.EDDSA, KeyState.PENDING, START, null, null, null));
        Instant soon = START.plus(Duration.ofHours(2));
        assertThat(policy.next(ring, soon)).isEmpty();
        assertThat(other.next(ring, soon)).isEmpty();
    }

    @Test
    void newAlgorithmSignsOnlyWhenItsKeyHasBeenPublishedLongEnough() {
        ring.add(new KeyFacts("rsa", JwsAlgorithm.RS256, KeyState.ACTIVE, START, START, null, null));
        Instant later = START.plus(Duration.ofDays(1));
        ring.add(key("one", KeyState.PENDING, later, null));
        assertThat(policy.next(ring, later.plus(AHEAD).minusNanos(1))).isEmpty();
        assertThat(policy.next(ring, later.plus(AHEAD))).contains(new KeyStep.Activate("one"));
    }

    @Test
    void withdrawnKeyIsFollowedByItsStandbyHoweverYoung() {
        ring.add(new KeyFacts("bad", JwsAlgorithm.ES256, KeyState.WITHDRAWN, START, START, null, START));
        ring.add(key("two", KeyState.PENDING, START, null));
        assertThat(policy.next(ring, START)).contains(new KeyStep.Activate("two"));
    }

    /** Its standby was damaged and discarded, so another was published just now. */
    @Test
    void withdrawnKeyThatHasAPredecessorIsFollowedAtOnceToo() {
        Instant rotated = START.plus(PERIOD);
        Instant withdrawn = rotated.plus(Duration.ofHours(1));
        ring.add(new KeyFacts("before", JwsAlgorithm.ES256, KeyState.RETIRING, START, START, rotated, null));
        ring.add(new KeyFacts("bad", JwsAlgorithm.ES256, KeyState.WITHDRAWN, START, rotated, null, withdrawn));
        ring.add(key("fresh", KeyState.PENDING, withdrawn, null));
        assertThat(policy.next(ring, withdrawn)).contains(new KeyStep.Activate("fresh"));
    }
}
