package dev.signet.token.key;

import dev.signet.base.problem.UnavailableException;
import dev.signet.base.protocol.TokenConfig;
import dev.signet.base.replica.ReplicaNotices;
import dev.signet.base.replica.Topic;
import dev.signet.token.keystore.KeyRing;
import dev.signet.token.keystore.KeyStorage;
import dev.signet.token.keystore.SigningKey;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;

/** Holds the current {@link KeyRing}: reading it never blocks. Follows the schedule, and the other replicas. */
@ApplicationScoped
public class Keys {
    private final KeyStorage storage;
    private final KeyLifeCycle lifeCycle;
    private final ReplicaNotices notices;
    private final KeyPolicy policy;
    private final TurnThread turns = new TurnThread(this::turn);
    private volatile KeyRing ring = new KeyRing(List.of());

    Keys(
            KeyStorage storage,
            KeyLifeCycle lifeCycle,
            ReplicaNotices notices,
            KeyScheduleConfig config,
            TokenConfig tokens) {
        this.storage = storage;
        this.lifeCycle = lifeCycle;
        this.notices = notices;
        try {
            this.policy = KeyPolicy.of(KeySchedule.of(config, tokens), config);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    /**
     * Runs before the first request is taken; whoever needs a key later finds one.
     *
     * @throws ConfigurationException when there is none: others would keep an empty key set, and nobody could log in
     */
    void start(@Observes StartupEvent event) {
        storage.reseal();
        lifeCycle.turn(policy);
        // first, so that no change falls between the first reading and the first notice
        notices.watch(Topic.KEY_RING, this::follow);
        reload();
        if (ring.substitute(policy.defaultAlgorithm()).isEmpty()) {
            throw new ConfigurationException(
                    "No key can sign: none is made while the clock of this replica is not the"
                            + " database's (signet.clock-difference), and none that is there can be opened. The log says more.");
        }
    }

    void stop(@Observes ShutdownEvent event) {
        turns.close();
    }

    private void follow() {
        reload();
        turns.turnSoon();
    }

    public KeyRing ring() {
        return ring;
    }

    /**
     * The key that signs tokens that ask for no algorithm. Where the one that should cannot be read, or is too young, another
     * that verifiers know already takes its place: nobody is locked out for it, least of all who could mend it.
     *
     * @throws UnavailableException when there is no key at all that can sign
     */
    public SigningKey signing() {
        KeyRing now = ring;
        return now.active(policy.defaultAlgorithm())
                .or(() -> now.substitute(policy.defaultAlgorithm()))
                .orElseThrow(() -> new UnavailableException("No signing key can be read.", Duration.ofSeconds(30)));
    }

    KeyPolicy policy() {
        return policy;
    }

    /**
     * Takes over what other replicas did, then does what is due. Blocks. Called after every change of our own too, so that
     * it is in force here when it is answered.
     */
    public void refresh() {
        reload();
        turn();
    }

    private void turn() {
        lifeCycle.turn(policy);
        // also where nothing was due: another may just have done it
        reload();
    }

    private synchronized void reload() {
        KeyRing loaded = storage.load(ring);
        // the same object for as long as it is the same ring: what was verified under it is remembered by it
        if (!loaded.sameAs(ring)) {
            ring = loaded;
        }
    }
}
