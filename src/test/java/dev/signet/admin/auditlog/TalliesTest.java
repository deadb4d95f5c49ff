package dev.signet.admin.auditlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.admin.audit.EventOrigin;
import dev.signet.admin.audit.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What is still told apart, whatever somebody does as often as they like. */
@NullUnmarked
class TalliesTest {
    private static final int MANY = 5000;

    private final Tallies tallies = new Tallies();

    @Test
    void whatOneSourceDoesToManyTargetsIsToldOfIt() {
        for (int i = 0; i < MANY; i++) {
            count("eve", "192.0.2.1", "target-" + i);
        }
        count("ada", "192.0.2.2", "target");
        Map<Tally.Kind, Tally> taken = tallies.take();
        assertThat(taken).hasSize(Tallies.MOST_OF_SOURCE + 2);
        assertThat(taken.get(kind("eve", "192.0.2.1", "test.count", "various")).count())
                .isEqualTo(MANY - Tallies.MOST_OF_SOURCE);
        assertThat(taken).containsKey(kind("ada", "192.0.2.2", "test.count", "target"));
    }

    @Test
    void addressesOfOneNetworkAreOneSource() {
        for (int i = 0; i < MANY; i++) {
            count("anonymous", "2001:db8:1:2::" + Integer.toHexString(i), "unknown");
        }
        Map<Tally.Kind, Tally> taken = tallies.take();
        assertThat(taken).hasSize(Tallies.MOST_OF_SOURCE + 1);
        assertThat(taken.get(kind("anonymous", "2001:db8:1:2::/64", "test.count", "various"))
                        .count())
                .isEqualTo(MANY - Tallies.MOST_OF_SOURCE);
    }

    @Test
    void tooManySourcesOfOneActionAreCountedTogetherAndHideNoOtherAction() {
        for (int i = 0; i < MANY; i++) {
            count("anonymous", "198.51." + i / 256 + "." + i % 256, "unknown");
        }
        tallies.add(kind("ada", "192.0.2.2", "test.other", "target"), once());
        Map<Tally.Kind, Tally> taken = tallies.take();
        assertThat(taken).hasSize(Tallies.MOST + 2);
        assertThat(taken.values().stream().mapToLong(Tally::count).sum()).isEqualTo(MANY + 1);
        assertThat(taken).containsKey(kind("ada", "192.0.2.2", "test.other", "target"));
    }

    @Test
    void afterATakingAllIsToldApartAgain() {
        whatOneSourceDoesToManyTargetsIsToldOfIt();
        whatOneSourceDoesToManyTargetsIsToldOfIt();
    }

    private void count(String actor, String address, String target) {
        tallies.add(kind(actor, address, "test.count", target), once());
    }

    private static Tally once() {
        return new Tally(1, Instant.EPOCH, Instant.EPOCH, null);
    }

    private static Tally.Kind kind(String actor, String address, String action, String target) {
        EventOrigin origin = new EventOrigin(actor, null, new TreeSet<>(), address, null);
        return new Tally.Kind(origin, action, target, Outcome.REFUSED, Map.of());
    }
}
