package dev.signet.token;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.jwt.encoding.StrictJson;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtSignatureBuilder;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signs claims as a JWS in compact serialisation (RFC 7515 section 3.1). */
public final class JwtSigner {
    private JwtSigner() {}

    /**
     * Signs with the SmallRye builder.
     *
     * @param claims the complete claims: nothing is added but what the builder cannot leave out ({@code iat},
     *     {@code exp}, {@code jti}, and what {@code smallrye.jwt.new-token.*} says), and those only where missing
     * @param header the members of the header beside {@code alg}; {@code typ} is JWT unless it says otherwise
     * @throws io.smallrye.jwt.build.JwtSignatureException if the key does not fit the algorithm
     */
    public static String sign(
            Map<String, Object> claims, PrivateKey key, JwsAlgorithm algorithm, Map<String, Object> header) {
        JwtSignatureBuilder builder =
                Jwt.claims(claims).jws().algorithm(SignatureAlgorithm.fromAlgorithm(algorithm.alg()));
        header.forEach(builder::header);
        return builder.sign(key);
    }

    /**
     * Whether a claim can have this value: JSON, without null, which the SmallRye builder knows no form of, and without integers beyond 64
     * bits, which verifiers round or drop.
     */
    public static boolean signs(String name, @Nullable Object value) {
        return StrictJson.isJson(Collections.singletonMap(name, value)) && arrivesWhole(value);
    }

    private static boolean arrivesWhole(@Nullable Object value) {
        Collection<?> parts = value instanceof Map<?, ?> object
                ? object.values()
                : value instanceof Collection<?> array ? array : List.of();
        boolean whole = value instanceof BigInteger integer ? integer.bitLength() < Long.SIZE : value != null;
        return whole && parts.stream().allMatch(JwtSigner::arrivesWhole);
    }
}
