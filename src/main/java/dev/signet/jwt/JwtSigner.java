package dev.signet.jwt;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.security.PrivateKey;
import java.util.Map;

/** Signs claims as a JWS in compact serialisation (RFC 7515 section 3.1). */
public final class JwtSigner {
    private JwtSigner() {}

    /**
     * Signs.
     *
     * @param claims the complete claims: nothing is added but what the builder cannot leave out ({@code iat},
     *     {@code exp}, {@code jti}), and those only where missing
     * @throws io.smallrye.jwt.build.JwtSignatureException if the key does not fit the algorithm
     */
    public static String sign(Map<String, Object> claims, PrivateKey key, SignOptions options) {
        return Jwt.claims(claims)
                .jws()
                .algorithm(SignatureAlgorithm.fromAlgorithm(options.algorithm().alg()))
                .keyId(options.keyId())
                .type(options.type())
                .sign(key);
    }
}
