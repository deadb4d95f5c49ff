package dev.signet.jwt;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtSignatureBuilder;
import java.security.Key;
import java.security.PrivateKey;
import java.util.Map;
import javax.crypto.SecretKey;

/** Signs claims as a JWS in compact serialisation (RFC 7515 section 3.1). */
public final class JwtSigner {
    private JwtSigner() {}

    /**
     * Signs.
     *
     * @param claims the complete claims: nothing is added
     * @param header the members of the header beside {@code alg}; {@code typ} is JWT unless it says otherwise
     * @throws io.smallrye.jwt.build.JwtSignatureException if the key does not fit the algorithm
     */
    public static String sign(Map<String, Object> claims, Key key, JwsAlgorithm algorithm, Map<String, Object> header) {
        JwtSignatureBuilder builder =
                Jwt.claims(claims).jws().algorithm(SignatureAlgorithm.fromAlgorithm(algorithm.alg()));
        header.forEach(builder::header);
        return key instanceof SecretKey secret ? builder.sign(secret) : builder.sign((PrivateKey) key);
    }
}
