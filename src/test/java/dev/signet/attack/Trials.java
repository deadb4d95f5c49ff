package dev.signet.attack;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Tries what jqwik makes. Not by its own engine: that has no way into a running Quarkus. More of it, or the same again:
 * {@code -Dsignet.mutations=1000000 -Dsignet.mutations.seed=42}.
 */
final class Trials {
    /** How many samples a property is tried with. */
    static final int MANY = Integer.getInteger("signet.mutations", 10_000);

    /** And where each goes over HTTP. */
    static final int OVER_HTTP = MANY / 10;

    /** And where each answer is held against the contract, too. */
    static final int BY_CONTRACT = MANY / 40;

    private static final long SEED = Long.getLong("signet.mutations.seed", new Random().nextLong());

    private Trials() {}

    /** @param token what the samples are made of, which no seed tells: it is named beside one that was found */
    static <T> void of(int tries, String token, Arbitrary<T> arbitrary, Consumer<T> trial) {
        JqwikSession.run(() -> arbitrary.generator(1000, true).stream(new Random(SEED))
                .limit(tries)
                .forEach(sample -> tryOut(token, sample.value(), trial)));
    }

    private static <T> void tryOut(String token, T sample, Consumer<T> trial) {
        try {
            trial.accept(sample);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    "-Dsignet.mutations.seed=" + SEED + " found: " + shown(sample) + " of: " + token, e);
        }
    }

    private static String shown(Object sample) {
        return sample instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(sample);
    }
}
