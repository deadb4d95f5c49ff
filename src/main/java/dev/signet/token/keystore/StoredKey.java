package dev.signet.token.keystore;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.keyimport.NewKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jspecify.annotations.Nullable;

/** A key as it rests in the database: public half readable, private half sealed. */
@Entity
@Table(name = "signing_key")
public class StoredKey {
    @Id
    @Column(updatable = false)
    public String kid;

    @Column(updatable = false)
    String algorithm;

    @Enumerated(EnumType.STRING)
    public KeyState state;

    @Column(name = "public_jwk", updatable = false)
    String publicJwk;

    /** A JWE (RFC 7516) of the private JWK; null once the key is retired. */
    @Column(name = "private_jwe")
    @Nullable String privateJwe;

    /** Under which encryption key {@link #privateJwe} is. */
    @Column(name = "encryption_key_id")
    public @Nullable String encryptionKeyId;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "active_from")
    @Nullable Instant activeFrom;

    @Column(name = "retiring_from")
    @Nullable Instant retiringFrom;

    @Column(name = "retired_from")
    @Nullable Instant retiredFrom;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    StoredKey() {}

    public static StoredKey pending(NewKey key, PrivateKeySeal seal, Instant now) {
        StoredKey stored = new StoredKey();
        stored.kid = key.kid();
        stored.algorithm = key.algorithm().alg();
        stored.state = KeyState.PENDING;
        stored.publicJwk = key.jwk().toJson(OutputControlLevel.PUBLIC_ONLY);
        stored.seal(key.jwk(), seal);
        stored.createdAt = now;
        return stored;
    }

    void seal(PublicJsonWebKey jwk, PrivateKeySeal seal) {
        privateJwe = seal.seal(jwk);
        encryptionKeyId = seal.keyId();
    }

    public void activate(Instant now) {
        state = KeyState.ACTIVE;
        activeFrom = now;
    }

    /** From here on it only verifies, and needs no private half any more. */
    public void cease(Instant now) {
        state = KeyState.RETIRING;
        retiringFrom = now;
        forgetPrivateHalf();
    }

    public void end(KeyState as, Instant now) {
        state = as;
        retiredFrom = now;
        forgetPrivateHalf();
    }

    private void forgetPrivateHalf() {
        privateJwe = null;
        encryptionKeyId = null;
    }

    public KeyFacts facts() {
        JwsAlgorithm known = JwsAlgorithm.ofRing(algorithm)
                .orElseThrow(() -> new IllegalStateException("Key " + kid + " is for an unknown algorithm"));
        return new KeyFacts(kid, known, state, createdAt, activeFrom, retiringFrom, retiredFrom);
    }
}
