package dev.signet.key;

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
     * A file with the encryption key before the current one: what rests under it is read, and sealed anew at start. Needed
     * until every replica has started once with the current key.
     */
    Optional<Path> previousEncryptionKeyFile();

    /** The encryption key before the current one itself, as {@link #encryptionKey}. */
    Optional<String> previousEncryptionKey();
}
