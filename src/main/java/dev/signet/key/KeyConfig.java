package dev.signet.key;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where the keys to the keys are. */
@ConfigMapping(prefix = "signet")
interface KeyConfig {
    /**
     * A file with 32 bytes in base64. It encrypts private keys at rest, and other secrets are derived from it. Made in the
     * data folder at the first start of a try-out; required in production.
     */
    Path encryptionKeyFile();
}
