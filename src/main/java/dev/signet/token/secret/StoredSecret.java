package dev.signet.token.secret;

import dev.signet.token.keystore.PrivateKeySeal;
import java.time.Instant;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.OctetSequenceJsonWebKey;

/**
 * The server's secret as it rests in the database: the only row of its table.
 *
 * @param sealed a JWE (RFC 7516) of the secret as a JWK
 * @param encryptionKeyId under which encryption key it is
 */
public record StoredSecret(String id, String sealed, String encryptionKeyId, Instant createdAt) {
    static final String ID = "server-secret";

    private static final int BITS = 256;

    static StoredSecret random(PrivateKeySeal seal, Instant now) {
        OctetSequenceJsonWebKey jwk = OctJwkGenerator.generateJwk(BITS);
        jwk.setKeyId(ID);
        return new StoredSecret(ID, seal.seal(jwk), seal.keyId(), now);
    }

    /** The same secret under another encryption key. */
    StoredSecret sealed(OctetSequenceJsonWebKey secret, PrivateKeySeal seal) {
        return new StoredSecret(id, seal.seal(secret), seal.keyId(), createdAt);
    }

    /** Shows nothing of it. */
    @Override
    public String toString() {
        return "StoredSecret";
    }
}
