package dev.signet.material;

import dev.signet.jwt.JwsAlgorithm;
import dev.signet.material.KeyImport.Material;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Lets tests of other rooms see how this one names keys. */
public final class KeyIdentifiers {
    private KeyIdentifiers() {}

    /** Of a public JWK. */
    public static String ofPublic(String jwk) throws JoseException {
        PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(jwk);
        return NewKey.of(JwsAlgorithm.usual(key.getPublicKey()).orElseThrow(), key)
                .kid();
    }

    /** Of a private JWK that is imported. */
    public static String ofImported(String jwk) {
        return imported(jwk).getKeyId();
    }

    /** Both halves of a private JWK that is imported. */
    public static PublicJsonWebKey imported(String jwk) {
        return KeyImport.read(new Material(null, jwk, null, null, null)).jwk();
    }
}
