package dev.signet.identity.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How passwords are hashed: always Argon2id with one lane, the only number libsodium can do. Raised costs reach a user's
 * stored hash at the next log-in.
 */
@ConfigMapping(prefix = "signet.password")
interface PasswordConfig {
    /**
     * Memory that one hash takes, in KiB, from 19456 (the minimum OWASP recommends) to 1048576 (1 GiB). Each core may
     * hash one password at a time, so the server needs this much memory per core: outside the Java heap with libsodium,
     * inside it with Bouncy Castle.
     */
    @WithDefault("19456")
    @Min(value = 19456, message = "must be at least 19456 KiB, the minimum OWASP recommends for Argon2id") @Max(value = Argon2Cost.MAX_MEMORY, message = "must be at most 1048576 KiB") int memory();

    /** Passes over the memory, from 2 (the minimum OWASP recommends with 19456 KiB) to 10. */
    @WithDefault("2")
    @Min(value = 2, message = "must be at least 2, the minimum OWASP recommends for Argon2id") @Max(value = Argon2Cost.MAX_ITERATIONS, message = "must be at most 10") int iterations();

    /**
     * How many passwords may wait for a free core, from 1 to 1000; a log-in past that is answered 503 at once. The
     * default is up to a second of work for two cores at the default costs. Every waiting log-in holds one of Quarkus's
     * worker threads ({@code quarkus.thread-pool.max-threads}, at least 200), so stay well below their number.
     */
    @WithDefault("64")
    @Min(value = 1, message = "must be at least 1") @Max(value = 1000, message = "must be at most 1000") int queue();
}
