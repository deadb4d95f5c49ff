package dev.signet.token.keystore;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.keyimport.NewKey;
import java.time.Instant;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jspecify.annotations.Nullable;

/**
 * A key as it rests in the database: public half readable, private half sealed.
 *
 * @param privateJwe a JWE (RFC 7516) of the private JWK; null once the key signs no more
 * @param encryptionKeyId under which encryption key that is
 */
public record StoredKey(
        String kid,
        String algorithm,
        KeyState state,
        String publicJwk,
        @Nullable String privateJwe,
        @Nullable String encryptionKeyId,
        Instant createdAt,
        @Nullable Instant activeFrom,
        @Nullable Instant retiringFrom,
        @Nullable Instant retiredFrom) {

    /** A key that is published, and stands by. */
    public static StoredKey pending(NewKey key, PrivateKeySeal seal, Instant now) {
        return new StoredKey(
                key.kid(),
                key.algorithm().alg(),
                KeyState.PENDING,
                key.jwk().toJson(OutputControlLevel.PUBLIC_ONLY),
                seal.seal(key.jwk()),
                seal.keyId(),
                now,
                null,
                null,
                null);
    }

    /** The same key under another encryption key. */
    StoredKey sealed(PublicJsonWebKey jwk, PrivateKeySeal seal) {
        return new StoredKey(
                kid,
                algorithm,
                state,
                publicJwk,
                seal.seal(jwk),
                seal.keyId(),
                createdAt,
                activeFrom,
                retiringFrom,
                retiredFrom);
    }

    /** The key that signs from now on. */
    public StoredKey activated(Instant now) {
        return new StoredKey(
                kid,
                algorithm,
                KeyState.ACTIVE,
                publicJwk,
                privateJwe,
                encryptionKeyId,
                createdAt,
                now,
                retiringFrom,
                retiredFrom);
    }

    /** The key that only verifies from now on, and needs no private half any more. */
    public StoredKey ceased(Instant now) {
        return withoutPrivateHalf(KeyState.RETIRING, now, retiredFrom);
    }

    /** The key that is gone from now on. */
    public StoredKey ended(KeyState as, Instant now) {
        return withoutPrivateHalf(as, retiringFrom, now);
    }

    private StoredKey withoutPrivateHalf(KeyState as, @Nullable Instant retiring, @Nullable Instant retired) {
        return new StoredKey(kid, algorithm, as, publicJwk, null, null, createdAt, activeFrom, retiring, retired);
    }

    /** Shows nothing of the private half. */
    @Override
    public String toString() {
        return "StoredKey[" + kid + "]";
    }

    /** What is known of the key beside the key itself. */
    public KeyFacts facts() {
        JwsAlgorithm known = JwsAlgorithm.ofRing(algorithm)
                .orElseThrow(() -> new IllegalStateException("Key " + kid + " is for an unknown algorithm"));
        return new KeyFacts(kid, known, state, createdAt, activeFrom, retiringFrom, retiredFrom);
    }
}
