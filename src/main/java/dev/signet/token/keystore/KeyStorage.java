package dev.signet.token.keystore;

import dev.signet.token.keystore.PrivateKeySeal.SealBrokenException;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Loads the ring, and moves what rests under the previous encryption key under the current one. */
@ApplicationScoped
public class KeyStorage {
    private static final Logger LOG = Logger.getLogger(KeyStorage.class);

    private final KeyRepository repository;
    private final KeySeals seals;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    public KeyStorage(KeyRepository repository, KeySeals seals) {
        this.repository = repository;
        this.seals = seals;
    }

    /**
     * Once at start.
     *
     * @throws ConfigurationException when a key rests under an encryption key that we were not given
     */
    @Transactional
    public void reseal() {
        repository.lockRing();
        for (StoredKey key : repository.all()) {
            String sealed = key.privateJwe();
            if (sealed == null || seals.isCurrent(key)) {
                continue;
            }
            if (!seals.known(key)) {
                throw new ConfigurationException("signet.encryption-key-file: signing key " + key.kid()
                        + " rests under the encryption key " + key.encryptionKeyId() + ", not under this one, "
                        + seals.current().keyId() + ": give that one as signet.previous-encryption-key-file and start"
                        + " again, or withdraw the key first if it is damaged");
            }
            if (seals.opens(key)) {
                StoredKey resealed = key.sealed(seals.open(key.kid(), sealed, key), seals.current());
                repository.change(resealed);
                LOG.infof(
                        "Signing key %s rests under the encryption key %s now", key.kid(), resealed.encryptionKeyId());
            }
        }
    }

    /**
     * The ring as it is in the database.
     *
     * @param before the ring that was held so far: what was opened once is not opened again
     */
    @Transactional
    public KeyRing load(KeyRing before) {
        List<SigningKey> keys = repository.all().stream()
                .filter(key -> key.state().verifies())
                .map(key -> open(key, before))
                .toList();
        return new KeyRing(keys);
    }

    /** In the order in which they came to be, also those that count no more. */
    @Transactional
    public List<KeyFacts> inventory() {
        return repository.all().stream().map(StoredKey::facts).toList();
    }

    private SigningKey open(StoredKey stored, KeyRing before) {
        Optional<SigningKey> known = before.find(stored.kid());
        Optional<PrivateKey> privateKey = Optional.ofNullable(stored.privateJwe())
                .flatMap(text -> known.flatMap(SigningKey::privateKey).or(() -> privateHalf(stored, text)));
        return known.map(key -> key.now(stored.facts(), privateKey))
                .orElseGet(() -> SigningKey.of(stored.facts(), publicHalf(stored), privateKey));
    }

    private static PublicJsonWebKey publicHalf(StoredKey stored) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(stored.publicJwk());
        } catch (JoseException e) {
            throw new IllegalStateException("The public half of key " + stored.kid() + " cannot be read", e);
        }
    }

    /** One key that cannot be opened keeps no other from working; readiness tells of it. */
    private Optional<PrivateKey> privateHalf(StoredKey stored, String sealed) {
        try {
            return Optional.of(seals.open(stored.kid(), sealed, stored).getPrivateKey());
        } catch (SealBrokenException e) {
            if (reported.add(stored.kid())) {
                LOG.error(e.getMessage());
            }
            return Optional.empty();
        }
    }
}
