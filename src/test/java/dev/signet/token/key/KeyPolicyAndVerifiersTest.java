package dev.signet.token.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.keystore.KeyFacts;
import dev.signet.token.keystore.KeyState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The shortest schedule that is accepted, half a minute at a time: a verifier fetched the key set at any moment within the
 * last {@code max-age}, from a replica that hears of every change a minute late. Keys are published by a replica whose clock is
 * half a minute behind the database's, and activated by one whose clock is half a minute ahead.
 */
class KeyPolicyAndVerifiersTest {
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final int LATE = 2;
    private static final int CLOCKS = 2;
    private static final int MAX_AGE = 30;
    private static final KeySchedule SHORTEST = new KeySchedule(
            STEP.multipliedBy(MAX_AGE + LATE + CLOCKS + 1),
            STEP.multipliedBy(MAX_AGE + LATE + CLOCKS),
            Duration.ofHours(2),
            STEP.multipliedBy(MAX_AGE));

    private final List<KeyFacts> ring = new ArrayList<>();
    private final List<Set<String>> published = new ArrayList<>();
    private final Set<String> signers = new HashSet<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int made;

    @Test
    void signingKeyIsInEveryKeySetThatMayBeCached() {
        pass(new KeyPolicy(SHORTEST, JwsAlgorithm.ES256, Set.of(JwsAlgorithm.ES256)), 200);
        int before = signers.size();
        assertThat(before).isGreaterThan(5);
        pass(new KeyPolicy(SHORTEST, JwsAlgorithm.EDDSA, Set.of(JwsAlgorithm.EDDSA)), 200);
        assertThat(signers.size()).as("also of the new algorithm").isGreaterThan(before + 4);
    }

    private void pass(KeyPolicy policy, int steps) {
        for (int i = 0; i < steps; i++) {
            Instant fast = now.plus(STEP);
            for (var due = policy.next(ring, fast); due.isPresent(); due = policy.next(ring, fast)) {
                take(due.get());
            }
            published.add(kids(KeyState.PENDING, KeyState.ACTIVE, KeyState.RETIRING));
            Set<String> signing = kids(KeyState.ACTIVE);
            // before the first key set is that old there is nobody who holds one
            for (int held = Math.max(0, published.size() - 1 - MAX_AGE - LATE);
                    held < published.size() - LATE;
                    held++) {
                assertThat(published.get(held)).as("at %s", now).containsAll(signing);
            }
            signers.addAll(signing);
            now = now.plus(STEP);
        }
    }

    private Set<String> kids(KeyState... states) {
        Set<String> kids = new HashSet<>();
        ring.stream().filter(key -> List.of(states).contains(key.state())).forEach(key -> kids.add(key.kid()));
        return kids;
    }

    private void take(KeyStep step) {
        if (step instanceof KeyStep.Publish publish) {
            Instant slow = now.minus(STEP);
            ring.add(new KeyFacts("key" + made++, publish.algorithm(), KeyState.PENDING, slow, null, null, null));
        } else if (step instanceof KeyStep.Activate activate) {
            JwsAlgorithm algorithm = key(activate.kid()).algorithm();
            KeyPolicy.find(ring, algorithm, KeyState.ACTIVE).ifPresent(key -> move(key, KeyState.RETIRING, now));
            move(key(activate.kid()), KeyState.ACTIVE, null);
        } else if (step instanceof KeyStep.Cease cease) {
            move(key(cease.kid()), KeyState.RETIRING, now);
        } else if (step instanceof KeyStep.Retire retire) {
            move(key(retire.kid()), KeyState.RETIRED, now);
        }
    }

    private KeyFacts key(String kid) {
        return ring.stream().filter(key -> key.kid().equals(kid)).findFirst().orElseThrow();
    }

    private void move(KeyFacts key, KeyState state, @Nullable Instant ceased) {
        Instant active = key.activeFrom() == null ? now : key.activeFrom();
        ring.set(
                ring.indexOf(key),
                new KeyFacts(key.kid(), key.algorithm(), state, key.createdAt(), active, ceased, null));
    }
}
