package dev.signet.token.keystore;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jose4j.jwk.PublicJsonWebKey;

/** The encryption key under which private halves are sealed, and another under which some may rest while it is changed. */
@ApplicationScoped
public class KeySeals {
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

    public PrivateKeySeal current() {
        return current;
    }

    boolean isCurrent(StoredKey key) {
        return current.keyId().equals(key.encryptionKeyId());
    }

    /** The one of our encryption keys that has this name. */
    public Optional<PrivateKeySeal> find(String keyId) {
        return Optional.of(current)
                .filter(seal -> seal.keyId().equals(keyId))
                .or(() -> previous.filter(seal -> seal.keyId().equals(keyId)));
    }

    /** Whether the encryption key it rests under, if any, is one of ours. */
    public boolean known(StoredKey key) {
        String keyId = key.encryptionKeyId();
        return keyId == null || find(keyId).isPresent();
    }

    /**
     * Whether its private half can be had.
     *
     * @throws IllegalStateException when it rests under an encryption key that this replica was not given: others may have
     *     it, so nothing is known of the key
     */
    public boolean opens(StoredKey key) {
        String text = key.privateJwe();
        if (text == null) {
            return false;
        }
        if (!known(key)) {
            throw new IllegalStateException("Signing key " + key.kid() + " rests under the encryption key "
                    + key.encryptionKeyId() + ", which this replica was not given");
        }
        try {
            open(key.kid(), text, key);
            return true;
        } catch (PrivateKeySeal.SealBrokenException e) {
            return false;
        }
    }

    /**
     * Opens a private half.
     *
     * @throws PrivateKeySeal.SealBrokenException when it was changed, or rests under a key we do not have
     */
    PublicJsonWebKey open(String kid, String sealed, StoredKey key) {
        PrivateKeySeal seal = isCurrent(key) ? current : previous.orElse(current);
        return (PublicJsonWebKey) seal.open(kid, sealed);
    }
}
