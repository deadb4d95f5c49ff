package dev.signet.token.secret;

import dev.signet.token.keystore.PrivateKeySeal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.OctetSequenceJsonWebKey;

/** The server's secret as it rests in the database: the only row of its table. */
@Entity
@Table(name = "server_secret")
class StoredSecret {
    static final String ID = "server-secret";

    private static final int BITS = 256;

    @Id
    @Column(updatable = false)
    String id;

    /** A JWE (RFC 7516) of the secret as a JWK. */
    String sealed;

    /** Under which encryption key {@link #sealed} is. */
    @Column(name = "encryption_key_id")
    String encryptionKeyId;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    StoredSecret() {}

    static StoredSecret random(PrivateKeySeal seal, Instant now) {
        OctetSequenceJsonWebKey jwk = OctJwkGenerator.generateJwk(BITS);
        jwk.setKeyId(ID);
        StoredSecret stored = new StoredSecret();
        stored.id = ID;
        stored.seal(jwk, seal);
        stored.createdAt = now;
        return stored;
    }

    void seal(OctetSequenceJsonWebKey secret, PrivateKeySeal seal) {
        sealed = seal.seal(secret);
        encryptionKeyId = seal.keyId();
    }
}
