package dev.signet.token.key;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.keystore.KeyFacts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How old the keys are that sign, and when the ring changes next. */
@ApplicationScoped
class KeyMetrics {
    private final Keys keys;
    private final Clock clock;
    private final MeterRegistry meters;

    KeyMetrics(Keys keys, Clock clock, MeterRegistry meters) {
        this.keys = keys;
        this.clock = clock;
        this.meters = meters;
    }

    void register(@Observes StartupEvent event) {
        for (JwsAlgorithm algorithm : keys.policy().algorithms()) {
            Gauge.builder("signet.keys.active.age", this, metrics -> metrics.age(algorithm))
                    .description("Seconds since the key that signs began to")
                    .tag("algorithm", algorithm.alg())
                    .baseUnit("seconds")
                    .register(meters);
        }
        Gauge.builder("signet.keys.next.transition", this, KeyMetrics::untilNextTransition)
                .description("Seconds until the ring changes by schedule; negative when that is overdue")
                .baseUnit("seconds")
                .register(meters);
    }

    private double age(JwsAlgorithm algorithm) {
        return keys.ring()
                .active(algorithm)
                .map(key -> seconds(key.facts().since(), clock.instant()))
                .orElse(Double.NaN);
    }

    private double untilNextTransition() {
        List<KeyFacts> facts = keys.ring().facts();
        Optional<Instant> next = facts.stream()
                .flatMap(key -> keys.policy().nextTransition(facts, key).stream())
                .min(Instant::compareTo);
        return next.map(at -> seconds(clock.instant(), at)).orElse(Double.NaN);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
