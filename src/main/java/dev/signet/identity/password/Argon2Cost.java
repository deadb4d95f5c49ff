package dev.signet.identity.password;

import java.util.Optional;

/**
 * What one Argon2id hash costs. The bounds are what this server is ready to compute, whoever asks: parameters also come
 * out of the database, and a corrupt or hostile row must not be able to claim the whole machine.
 *
 * @param memory KiB, from 8 per lane to 1 GiB
 * @param iterations passes over the memory, 1 to 10
 * @param parallelism lanes, 1 to 4
 */
record Argon2Cost(int memory, int iterations, int parallelism) {
    static final int MAX_MEMORY = 1024 * 1024;
    static final int MAX_ITERATIONS = 10;
    static final int MAX_PARALLELISM = 4;

    Argon2Cost {
        require(parallelism >= 1 && parallelism <= MAX_PARALLELISM, "parallelism is outside 1 to 4");
        require(iterations >= 1 && iterations <= MAX_ITERATIONS, "iterations are outside 1 to 10");
        require(memory >= 8 * parallelism && memory <= MAX_MEMORY, "memory is outside 8 KiB per lane to 1 GiB");
    }

    /** Lanes do not count: they share out the same work and make it neither dearer nor cheaper to guess. */
    boolean weakerThan(Argon2Cost other) {
        return memory < other.memory || iterations < other.iterations;
    }

    /** What is left to do to have worked as much as the other asks for: time goes with memory times iterations. */
    Optional<Argon2Cost> shortOf(Argon2Cost other) {
        long missing = other.work() - work();
        int memoryLeft = (int) Math.max(0, missing / other.iterations);
        return memoryLeft < 8 ? Optional.empty() : Optional.of(new Argon2Cost(memoryLeft, other.iterations, 1));
    }

    private long work() {
        return (long) memory * iterations;
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException("Argon2 " + complaint);
        }
    }
}
