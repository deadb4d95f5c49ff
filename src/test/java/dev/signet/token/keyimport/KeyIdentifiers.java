package dev.signet.token.keyimport;

import dev.signet.jwt.algorithm.JwsAlgorithm;
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
}
