package dev.signet.jwt.strength;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import java.math.BigInteger;
import java.security.Key;
import java.security.PrivateKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jose4j.base64url.Base64Url;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.HashUtil;
import org.jose4j.lang.JoseException;

/**
 * The one rule of strength for keys from outside, whichever way they come: keys of developers, of clients, and those that are
 * imported. It is arithmetic on plain numbers: no provider's opinion of a key counts.
 */
public final class KeyStrength {
    /** RFC 7518 section 3.2: the size of the smallest hash. */
    private static final int LEAST_SECRET = 256;

    private static final BigInteger USUAL_EXPONENT = BigInteger.valueOf(65537);

    private KeyStrength() {}

    /**
     * Judges a public or private key, or a secret. A private key is judged together with its public half, which is computed. A key
     * of a kind that no algorithm here is for is not judged.
     *
     * @throws UnsafeKeyException with the first weakness found
     */
    public static void check(Key key) {
        members(key).ifPresent(KeyStrength::sound);
    }

    /**
     * Judges a private key, and computes its public half.
     *
     * @return both halves; empty where no algorithm here is for the key, or it is an RSA key without its primes
     * @throws UnsafeKeyException with the first weakness found
     */
    public static Optional<PublicJsonWebKey> judge(PrivateKey key) {
        return members(key)
                .map(KeyStrength::sound)
                .map(PublicJsonWebKey.class::cast)
                .filter(pair -> pair.getPrivateKey() != null);
    }

    /** The JWK of numbers that are good. Numbers do not show that they are published, so a list does. */
    private static JsonWebKey sound(Map<String, Object> members) {
        try {
            JsonWebKey jwk = JsonWebKey.Factory.newJwk(members);
            ExampleKeys.refuse(jwk.calculateBase64urlEncodedThumbprint(HashUtil.SHA_256));
            return jwk;
        } catch (JoseException e) {
            throw new UnsafeKeyException("the numbers of the key do not make a key");
        }
    }

    private static Optional<Map<String, Object>> members(Key key) {
        if (key instanceof RSAKey rsa) {
            return Optional.of(members(rsa));
        }
        if (key instanceof ECKey elliptic) {
            return curve(key).flatMap(curve -> members(curve, elliptic));
        }
        if (key instanceof EdECKey edwards) {
            return members(edwards);
        }
        return key instanceof SecretKey
                ? Optional.ofNullable(key.getEncoded()).map(KeyStrength::secret)
                : Optional.empty();
    }

    private static Map<String, Object> members(RSAKey key) {
        if (key instanceof RSAPrivateCrtKey pair) {
            return RsaStrength.judge(pair);
        }
        // of a private key that does not know its public exponent it is the usual one
        return RsaStrength.judge(
                key.getModulus(), key instanceof RSAPublicKey half ? half.getPublicExponent() : USUAL_EXPONENT);
    }

    /** The name of its curve in a JWK, if it is one of ours. */
    private static Optional<String> curve(Key key) {
        return JwsAlgorithm.usual(key).map(algorithm -> switch (algorithm) {
            case ES256 -> "P-256";
            case ES384 -> "P-384";
            default -> "P-521";
        });
    }

    private static Optional<Map<String, Object>> members(String curve, ECKey key) {
        if (key instanceof ECPrivateKey half) {
            return Optional.of(CurveStrength.judge(curve, half.getS()));
        }
        return key instanceof ECPublicKey half
                ? Optional.of(CurveStrength.judge(curve, half.getW()))
                : Optional.empty();
    }

    private static Optional<Map<String, Object>> members(EdECKey key) {
        if (!key.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
            return Optional.empty();
        }
        if (key instanceof EdECPrivateKey half) {
            return half.getBytes().map(CurveStrength::judgeSeed);
        }
        return key instanceof EdECPublicKey half
                ? Optional.of(CurveStrength.judgePoint(SubjectPublicKeyInfo.getInstance(half.getEncoded())
                        .getPublicKeyData()
                        .getOctets()))
                : Optional.empty();
    }

    private static Map<String, Object> secret(byte[] secret) {
        if (secret.length * Byte.SIZE < LEAST_SECRET) {
            throw new UnsafeKeyException("secret has a minimum size of " + LEAST_SECRET + " bits for HS256");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", "oct");
        members.put("k", Base64Url.encode(secret));
        return members;
    }

    public static UnsafeKeyException mismatch() {
        return new UnsafeKeyException("the private and the public half do not belong together");
    }
}
