package dev.signet.key;

import dev.signet.jwt.JwsAlgorithm;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Makes, seals and loads the keys of the ring. */
@ApplicationScoped
class KeyStorage {
    private static final Logger LOG = Logger.getLogger(KeyStorage.class);

    private final KeyRepository repository;
    private final PrivateKeySeal seal;
    private final Clock clock;

    KeyStorage(KeyRepository repository, KeyConfig config, Clock clock) {
        this.repository = repository;
        this.seal = new PrivateKeySeal(EncryptionKey.read(config.encryptionKeyFile()));
        this.clock = clock;
    }

    /** Makes the first key where there is none; of replicas that start at once, one does. */
    @Transactional
    void makeFirstKey() {
        repository.lockRing();
        if (repository.count() == 0) {
            StoredKey key = StoredKey.active(NewKey.generate(JwsAlgorithm.ES256), seal, clock.instant());
            repository.persist(key);
            LOG.infof("Made the first signing key, %s (%s)", key.kid, key.algorithm);
        }
    }

    @Transactional
    KeyRing load() {
        List<SigningKey> keys = repository.all().stream().map(this::open).toList();
        return new KeyRing(keys);
    }

    private SigningKey open(StoredKey stored) {
        if (stored.encryptionKeyId != null && !stored.encryptionKeyId.equals(seal.keyId())) {
            throw new ConfigurationException("signet.encryption-key-file: signing key " + stored.kid
                    + " rests under the encryption key " + stored.encryptionKeyId + ", not under this one, "
                    + seal.keyId());
        }
        JwsAlgorithm algorithm = JwsAlgorithm.named(stored.algorithm)
                .orElseThrow(() -> new IllegalStateException("Key " + stored.kid + " is for an unknown algorithm"));
        Optional<PrivateKey> privateKey = Optional.ofNullable(stored.privateJwe)
                .map(text -> seal.open(stored.kid, text).getPrivateKey());
        try {
            PublicJsonWebKey publicHalf = PublicJsonWebKey.Factory.newPublicJwk(stored.publicJwk);
            return new SigningKey(stored.kid, algorithm, stored.state, publicHalf, privateKey);
        } catch (JoseException e) {
            throw new IllegalStateException("The public half of key " + stored.kid + " cannot be read", e);
        }
    }
}
