package dev.signet.token.secret;

import dev.signet.base.database.ReplicaLock;
import dev.signet.base.database.Sql;
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
    private final Sql database;
    private final SecretTable table;
    private final KeySeals seals;
    private final Clock clock;

    SecretStorage(Sql database, KeySeals seals, Clock clock) {
        this.database = database;
        this.table = database.of(SecretTable.class);
        this.seals = seals;
        this.clock = clock;
    }

    /** @throws ConfigurationException when it rests under an encryption key that we were not given, or was changed */
    @Transactional
    byte[] load() {
        database.hold(ReplicaLock.SERVER_SECRET);
        StoredSecret stored = table.find(StoredSecret.ID).orElseGet(this::create);
        PrivateKeySeal seal = seals.find(stored.encryptionKeyId())
                .orElseThrow(
                        () -> new ConfigurationException("signet.encryption-key-file: the server's secret rests under"
                                + " the encryption key " + stored.encryptionKeyId() + ", not under this one, "
                                + seals.current().keyId()));
        OctetSequenceJsonWebKey secret = open(stored, seal);
        if (seal != seals.current()) {
            table.reseal(stored.sealed(secret, seals.current()));
        }
        return secret.getOctetSequence();
    }

    private StoredSecret create() {
        StoredSecret stored = StoredSecret.random(seals.current(), clock.instant());
        table.add(stored);
        return stored;
    }

    private static OctetSequenceJsonWebKey open(StoredSecret stored, PrivateKeySeal seal) {
        try {
            return (OctetSequenceJsonWebKey) seal.open(stored.id(), stored.sealed());
        } catch (PrivateKeySeal.SealBrokenException e) {
            throw new ConfigurationException("The server's secret in the database cannot be opened: it was changed", e);
        }
    }
}
