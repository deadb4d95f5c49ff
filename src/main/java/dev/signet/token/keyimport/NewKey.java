package dev.signet.token.keyimport;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.lang.HashUtil;
import org.jose4j.lang.JoseException;

/**
 * A key pair that is not in the ring yet: fresh from the generator, or imported.
 *
 * @param jwk both halves
 */
public record NewKey(JwsAlgorithm algorithm, PublicJsonWebKey jwk) {

    /** A fresh one. */
    public static NewKey generate(JwsAlgorithm algorithm) {
        var pair = algorithm.generateKeyPair();
        try {
            PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
            jwk.setPrivateKey(pair.getPrivate());
            return of(algorithm, jwk);
        } catch (JoseException e) {
            throw new IllegalStateException("A generated key has no JWK form", e);
        }
    }

    /** A key pair that is both halves already, made ready for this algorithm: {@code alg}, {@code use}, {@code kid}. */
    static NewKey of(JwsAlgorithm algorithm, PublicJsonWebKey jwk) {
        jwk.setAlgorithm(algorithm.alg());
        jwk.setUse(Use.SIGNATURE);
        jwk.setKeyId(jwk.calculateBase64urlEncodedThumbprint(HashUtil.SHA_256));
        return new NewKey(algorithm, jwk);
    }

    /** Its RFC 7638 thumbprint. */
    public String kid() {
        return jwk.getKeyId();
    }

    /** Names the key without showing any of it. */
    @Override
    public String toString() {
        return "NewKey[" + kid() + "]";
    }
}
