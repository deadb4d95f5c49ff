package dev.signet.token.keystore;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.lang.JoseException;

/**
 * Seals private and secret keys for their rest in the database: a JWE (RFC 7516) with AES-256-GCM whose {@code kid} names the
 * encryption key. A copy of the database alone opens none of them.
 */
public final class PrivateKeySeal {
    private static final String ALGORITHM = KeyManagementAlgorithmIdentifiers.A256GCMKW;
    private static final String ENCRYPTION = ContentEncryptionAlgorithmIdentifiers.AES_256_GCM;

    private final EncryptionKey key;

    PrivateKeySeal(EncryptionKey key) {
        this.key = key;
    }

    public String keyId() {
        return key.id();
    }

    public String seal(JsonWebKey jwk) {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmHeaderValue(ALGORITHM);
        jwe.setEncryptionMethodHeaderParameter(ENCRYPTION);
        jwe.setKeyIdHeaderValue(key.id());
        jwe.setContentTypeHeaderValue("jwk+json");
        jwe.setKey(key.secret());
        jwe.setPlaintext(jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE));
        try {
            return jwe.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("The key could not be encrypted", e);
        }
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws SealBrokenException when it was sealed under another key, or changed since
     */
    public JsonWebKey open(String kid, String sealed) {
        try {
            JsonWebEncryption jwe = new JsonWebEncryption();
            jwe.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, ALGORITHM));
            jwe.setContentEncryptionAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, ENCRYPTION));
            jwe.setCompactSerialization(sealed);
            jwe.setKey(key.secret());
            JsonWebKey jwk = JsonWebKey.Factory.newJwk(jwe.getPayload());
            if (!kid.equals(jwk.getKeyId())) {
                throw new SealBrokenException("Key " + kid + " holds the private half of another", null);
            }
            return jwk;
        } catch (JoseException e) {
            throw new SealBrokenException(
                    "Key " + kid + " cannot be opened: it was sealed under another encryption key, or changed", e);
        }
    }

    /** A private key that cannot be had back. */
    public static final class SealBrokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SealBrokenException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
