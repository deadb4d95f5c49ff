package dev.signet.token.secret;

import dev.signet.token.keystore.KeySeals;
import dev.signet.token.keystore.PrivateKeySeal;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.jose4j.jwk.OctetSequenceJsonWebKey;

/** Makes the server's secret once, and moves it from the previous encryption key to the current one. */
@ApplicationScoped
class SecretStorage {
    private final SecretRepository repository;
    private final KeySeals seals;
    private final Clock clock;

    SecretStorage(SecretRepository repository, KeySeals seals, Clock clock) {
        this.repository = repository;
        this.seals = seals;
        this.clock = clock;
    }

    /** @throws ConfigurationException when it rests under an encryption key that we were not given, or was changed */
    @Transactional
    byte[] load() {
        repository.lock();
        StoredSecret stored = repository.findByIdOptional(StoredSecret.ID).orElseGet(this::create);
        PrivateKeySeal seal = seals.find(stored.encryptionKeyId)
                .orElseThrow(
                        () -> new ConfigurationException("signet.encryption-key-file: the server's secret rests under"
                                + " the encryption key " + stored.encryptionKeyId + ", not under this one, "
                                + seals.current().keyId()));
        OctetSequenceJsonWebKey secret = open(stored, seal);
        if (seal != seals.current()) {
            stored.seal(secret, seals.current());
        }
        return secret.getOctetSequence();
    }

    private StoredSecret create() {
        StoredSecret stored = StoredSecret.random(seals.current(), clock.instant());
        repository.persistAndFlush(stored);
        return stored;
    }

    private static OctetSequenceJsonWebKey open(StoredSecret stored, PrivateKeySeal seal) {
        try {
            return (OctetSequenceJsonWebKey) seal.open(stored.id, stored.sealed);
        } catch (PrivateKeySeal.SealBrokenException e) {
            throw new ConfigurationException("The server's secret in the database cannot be opened: it was changed", e);
        }
    }
}
