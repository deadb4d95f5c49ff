package dev.signet.jwt.algorithm;

import java.security.Key;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Signs these claims and no others, whatever the configuration says: with jose4j, as the SmallRye builder does itself. */
public final class ExactSigner {
    private ExactSigner() {}

    /**
     * Signs these claims.
     *
     * @param key one that fits the algorithm
     */
    public static String sign(
            Map<String, ? extends @Nullable Object> claims,
            Key key,
            JwsAlgorithm algorithm,
            Map<String, Object> header) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setHeader("typ", "JWT");
        header.forEach(jws::setHeader);
        jws.setAlgorithmHeaderValue(algorithm.alg());
        jws.setPayload(JsonUtil.toJson(claims));
        jws.setKey(key);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("This Java runtime cannot sign with " + algorithm.alg(), e);
        }
    }
}
