package dev.signet.jwt.strength;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jose4j.base64url.Base64Url;
import org.jose4j.keys.BigEndianBigInteger;

/** Judges the numbers of keys on elliptic curves: P-256, P-384, P-521 (SEC 1 section 3.2.1) and Ed25519 (RFC 8032 section 5.1). */
final class CurveStrength {
    private static final int GUESSABLE_BITS = 128;

    private CurveStrength() {}

    /**
     * Judges the public half of an elliptic curve key.
     *
     * @return the members of its JWK (RFC 7518 section 6.2.1)
     * @throws UnsafeKeyException if it is not a point of the curve
     */
    static Map<String, Object> judge(String curve, java.security.spec.ECPoint point) {
        try {
            ECPoint ours = parameters(curve).getCurve().createPoint(point.getAffineX(), point.getAffineY());
            if (ours.isValid()) {
                return members(curve, ours);
            }
        } catch (IllegalArgumentException | NullPointerException e) {
            // beyond the field, or the point at infinity, which has no coordinates
        }
        throw new UnsafeKeyException("the public half of the key is not a point of its curve");
    }

    /**
     * Judges the private number of an elliptic curve key.
     *
     * @return the members of its JWK (RFC 7518 section 6.2.2), the public half computed from the private one
     * @throws UnsafeKeyException with the first weakness found
     */
    static Map<String, Object> judge(String name, BigInteger d) {
        X9ECParameters curve = parameters(name);
        if (d.signum() < 1 || d.compareTo(curve.getN()) >= 0) {
            throw new UnsafeKeyException("the private number of the key is out of the range of its curve");
        }
        // a random number is never within 2^128 of either end; one that is was chosen, and can be found
        BigInteger fromTheTop = curve.getN().subtract(d);
        if (d.bitLength() <= GUESSABLE_BITS || fromTheTop.bitLength() <= GUESSABLE_BITS) {
            throw new UnsafeKeyException("the private number of the key can be guessed");
        }
        ECPoint point = new FixedPointCombMultiplier().multiply(curve.getG(), d).normalize();
        Map<String, Object> members = members(name, point);
        members.put("d", BigEndianBigInteger.toBase64Url(d, (curve.getN().bitLength() + Byte.SIZE - 1) / Byte.SIZE));
        return members;
    }

    private static X9ECParameters parameters(String curve) {
        return CustomNamedCurves.getByName(curve);
    }

    private static Map<String, Object> members(String curve, ECPoint point) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", "EC");
        members.put("crv", curve);
        members.put("x", Base64Url.encode(point.getAffineXCoord().getEncoded()));
        members.put("y", Base64Url.encode(point.getAffineYCoord().getEncoded()));
        return members;
    }

    /**
     * Judges the public half of an Ed25519 key: for a point of small order everybody could make signatures.
     *
     * @return the members of its JWK (RFC 8037 section 2)
     * @throws UnsafeKeyException with the first weakness found
     */
    static Map<String, Object> judgePoint(byte[] point) {
        if (point.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyFull(point, 0)) {
            throw new UnsafeKeyException(
                    "the public half of the Ed25519 key is not a point of its curve, or of small order");
        }
        return members(point);
    }

    private static Map<String, Object> members(byte[] point) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", "OKP");
        members.put("crv", "Ed25519");
        members.put("x", Base64Url.encode(point));
        return members;
    }

    /**
     * Judges the private half of an Ed25519 key.
     *
     * @return the members of its JWK (RFC 8037 section 2), the public half computed from the private one
     * @throws UnsafeKeyException if it can be guessed
     */
    static Map<String, Object> judgeSeed(byte[] seed) {
        byte[] repeated = new byte[seed.length];
        Arrays.fill(repeated, seed[0]);
        if (Arrays.equals(repeated, seed)) {
            throw new UnsafeKeyException("the private half of the key can be guessed");
        }
        Map<String, Object> members = members(
                new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded());
        members.put("d", Base64Url.encode(seed));
        return members;
    }
}
