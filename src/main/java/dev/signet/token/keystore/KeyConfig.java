package dev.signet.token.keystore;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the keys to the keys are. */
@ConfigMapping(prefix = "signet")
interface KeyConfig {
    /**
     * A file with 32 bytes in base64. It encrypts private keys at rest, and other secrets are derived from it. Made in the
     * data folder at the first start of a try-out; required in production, unless the key itself is given.
     */
    Optional<Path> encryptionKeyFile();

    /** The encryption key itself, 32 bytes in base64, for platforms that hand out secrets in the environment. */
    Optional<String> encryptionKey();

    /**
     * A file with the other encryption key while it is changed, the next one in the first round and the one before in the
     * second: what rests under it is read, and sealed anew at start; nothing is sealed under it.
     */
    Optional<Path> previousEncryptionKeyFile();

    /** That other encryption key itself, as {@link #encryptionKey}. */
    Optional<String> previousEncryptionKey();
}
