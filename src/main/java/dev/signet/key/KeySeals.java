package dev.signet.key;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jose4j.jwk.PublicJsonWebKey;

/** The encryption key under which private halves are sealed, and the one before it, under which some may rest still. */
@ApplicationScoped
class KeySeals {
    private final PrivateKeySeal current;
    private final Optional<PrivateKeySeal> previous;

    KeySeals(KeyConfig config) {
        current = new PrivateKeySeal(config.encryptionKey()
                .map(EncryptionKey::parse)
                .or(() -> config.encryptionKeyFile().map(EncryptionKey::read))
                .orElseThrow(() ->
                        new ConfigurationException("signet.encryption-key-file or signet.encryption-key is required")));
        previous = config.previousEncryptionKey()
                .map(EncryptionKey::parse)
                .or(() -> config.previousEncryptionKeyFile().map(EncryptionKey::read))
                .map(PrivateKeySeal::new);
    }

    PrivateKeySeal current() {
        return current;
    }

    boolean isCurrent(StoredKey key) {
        return current.keyId().equals(key.encryptionKeyId);
    }

    /** Whether one of our encryption keys is the one it rests under. */
    boolean known(StoredKey key) {
        return isCurrent(key)
                || previous.filter(seal -> seal.keyId().equals(key.encryptionKeyId))
                        .isPresent();
    }

    /**
     * Opens a private half.
     *
     * @throws PrivateKeySeal.SealBrokenException when it was changed, or rests under a key we do not have
     */
    PublicJsonWebKey open(String kid, String sealed, StoredKey key) {
        PrivateKeySeal seal = isCurrent(key) ? current : previous.orElse(current);
        return seal.open(kid, sealed);
    }
}
