package dev.signet.identity.password;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Turns passwords into hashes and checks them. Hashes are PHC strings of Argon2id
 * ({@code $argon2id$v=19$m=19456,t=2,p=1$salt$tag}) at the configured cost.
 *
 * <p>Passwords are taken as they are: the caller brings them into Unicode normalisation form C and bounds their length.
 * The copies made here are wiped.
 *
 * <p>The methods that take a password block for as long as a hash takes (tens of milliseconds) and as the queue before it
 * is long, so they must not be called on an event loop. They throw {@link HashingOverloadedException} when the queue is
 * full, and {@link java.util.concurrent.CancellationException} if the calling thread is interrupted or the application
 * stops.
 */
@ApplicationScoped
@Startup // So that costs out of bounds and a missing libsodium show at start, not at the first log-in.
public class PasswordHasher {
    private final Argon2 argon2;
    private final Argon2Cost cost;
    private final HashingPool pool;
    private final Timer timer;
    private final SecureRandom random = new SecureRandom();
    private final Argon2Hash dummy;

    @Inject
    PasswordHasher(PasswordConfig config, MeterRegistry meters) {
        this(
                Argon2.fastest(),
                new Argon2Cost(config.memory(), config.iterations(), 1),
                new HashingPool(Runtime.getRuntime().availableProcessors(), config.queue(), meters),
                meters);
    }

    PasswordHasher(Argon2 argon2, Argon2Cost cost, HashingPool pool, MeterRegistry meters) {
        this.argon2 = argon2;
        this.cost = cost;
        this.pool = pool;
        timer = Timer.builder("signet.password.hash")
                .description("Hashing one password, without the wait before it")
                .tag("engine", argon2.engine())
                .register(meters);
        // A random tag costs nothing to make, the same as any other to check, and no password is known to fit it.
        dummy = new Argon2Hash(cost, randomBytes(Argon2Hash.SALT_BYTES), randomBytes(Argon2Hash.TAG_BYTES));
    }

    /**
     * Turns away at once whose password could not be hashed anyway, so that a flood does not reach the database.
     *
     * @throws HashingOverloadedException when the queue is full at this moment
     */
    public void shedIfFull() {
        pool.shedIfFull();
    }

    /** Hashes with a new salt, at the configured cost, and returns the PHC string to store. */
    public String hash(String password) {
        byte[] salt = randomBytes(Argon2Hash.SALT_BYTES);
        return new Argon2Hash(cost, salt, pool.run(() -> tag(password, salt, cost))).phc();
    }

    /**
     * Whether the hash is one of this password. A no takes at least as long as checking a hash of the configured cost, so
     * that the time tells no old hash from no user.
     *
     * @throws IllegalArgumentException if the stored string is no Argon2id hash in PHC form, or asks for more than 1 GiB,
     *     10 iterations or 4 lanes
     */
    public boolean verify(String password, String phc) {
        Argon2Hash hash = Argon2Hash.parse(phc);
        // One place in the queue for both: a second wait would tell as well, and could end in a refusal that nobody
        // counts.
        return pool.run(() -> {
            boolean right = matches(password, hash);
            if (!right) {
                hash.cost().shortOf(cost).ifPresent(rest -> tag(password, dummy.salt(), rest));
            }
            return right;
        });
    }

    /** Takes as long as a no of {@link #verify}: for when nobody may log in, so that the time does not tell. */
    public void verifyAgainstDummy(String password) {
        boolean unused = pool.run(() -> matches(password, dummy));
    }

    /**
     * Whether the hash is cheaper to attack than what {@link #hash} makes now, so that it should be replaced while the
     * password is at hand.
     *
     * @throws IllegalArgumentException as {@link #verify}
     */
    public boolean needsUpgrade(String phc) {
        return Argon2Hash.parse(phc).cost().weakerThan(cost);
    }

    @PreDestroy
    void close() {
        pool.close();
    }

    private boolean matches(String password, Argon2Hash hash) {
        return MessageDigest.isEqual(hash.tag(), tag(password, hash.salt(), hash.cost()));
    }

    /** To be called on a thread of the pool. */
    private byte[] tag(String password, byte[] salt, Argon2Cost cost) {
        return timer.record(() -> {
            // Made here and not before, so that no copy lies in the queue, or stays if its owner gives up.
            byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
            try {
                return argon2.tag(bytes, salt, cost);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        });
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
