package dev.signet.identity.password;

import java.io.IOException;
import org.jboss.logging.Logger;

/** Argon2id, version 1.3 (RFC 9106). Implementations agree to the bit and are safe for use by many threads. */
interface Argon2 {
    /** The name in metrics. */
    String engine();

    /**
     * Computes a tag of {@value Argon2Hash#TAG_BYTES} bytes.
     *
     * @param password any bytes, also none; left as they are
     * @param salt {@value Argon2Hash#SALT_BYTES} bytes
     */
    byte[] tag(byte[] password, byte[] salt, Argon2Cost cost);

    /** A way to get an engine that may not exist on this machine. */
    @FunctionalInterface
    interface Loader {
        Argon2 load() throws IOException;
    }

    /** libsodium where it loads, otherwise Bouncy Castle, at a third to about half of the rate. */
    static Argon2 fastest() {
        return orBouncyCastle(SodiumArgon2::load);
    }

    /** What the loader gives; if it cannot, Bouncy Castle and one line in the log. */
    static Argon2 orBouncyCastle(Loader loader) {
        try {
            return loader.load();
        } catch (IOException | RuntimeException | LinkageError e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            Logger.getLogger(Argon2.class)
                    .warnf(
                            "libsodium did not load, passwords are hashed by Bouncy Castle, far more slowly (%s: %s)",
                            e.getClass().getSimpleName(), reason);
            return new BouncyCastleArgon2();
        }
    }
}
