package dev.signet.jwt.strength;

import dev.signet.jwt.strength.PrivateNumbers.Edwards;
import dev.signet.jwt.strength.PrivateNumbers.Elliptic;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jose4j.keys.BigEndianBigInteger;
import org.jspecify.annotations.Nullable;

/** Judges the numbers of keys on elliptic curves: P-256, P-384, P-521 (SEC 1 section 3.2.1) and Ed25519 (RFC 8032 section 5.1). */
final class CurveStrength {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private static final int GUESSABLE_BITS = 128;

    private CurveStrength() {}

    /**
     * Judges the public half of an elliptic curve key.
     *
     * @return the members of its JWK (RFC 7518 section 6.2.1)
     * @throws UnsafeKeyException with the first weakness found
     */
    static Map<String, Object> judge(String curve, java.security.spec.ECPoint point) {
        ECPoint ours = onTheCurve(parameters(curve), point);
        SmallMultiples.refuse(curve, ours);
        return members(curve, ours);
    }

    private static ECPoint onTheCurve(X9ECParameters curve, java.security.spec.ECPoint point) {
        try {
            ECPoint ours = curve.getCurve().createPoint(point.getAffineX(), point.getAffineY());
            if (ours.isValid()) {
                return ours;
            }
        } catch (IllegalArgumentException | NullPointerException e) {
            // beyond the field, or the point at infinity, which has no coordinates
        }
        throw offTheCurve();
    }

    /**
     * Judges an elliptic curve key.
     *
     * @return the members of its JWK (RFC 7518 section 6.2.2), the public half computed from the private one
     * @throws UnsafeKeyException with the first weakness found
     */
    static Map<String, Object> judge(Elliptic key) {
        X9ECParameters curve = parameters(key.curve());
        if (key.d().signum() < 1 || key.d().compareTo(curve.getN()) >= 0) {
            throw new UnsafeKeyException("the private number of the key is out of the range of its curve");
        }
        // a random number is never within 2^128 of either end; one that is was chosen, and can be found
        BigInteger fromTheTop = curve.getN().subtract(key.d());
        if (key.d().bitLength() <= GUESSABLE_BITS || fromTheTop.bitLength() <= GUESSABLE_BITS) {
            throw new UnsafeKeyException("the private number of the key can be guessed");
        }
        ECPoint point =
                new FixedPointCombMultiplier().multiply(curve.getG(), key.d()).normalize();
        @Nullable ECPoint stated = stated(curve, key.point());
        if (stated != null && !stated.equals(point)) {
            throw KeyStrength.mismatch();
        }
        Map<String, Object> members = members(key.curve(), point);
        members.put("d", BigEndianBigInteger.toBase64Url(key.d(), bytes(curve)));
        return members;
    }

    static X9ECParameters parameters(String curve) {
        return switch (curve) {
            case "P-256", "P-384", "P-521" -> CustomNamedCurves.getByName(curve);
            default -> throw new UnsafeKeyException("the curve of the key must be P-256, P-384, P-521 or Ed25519");
        };
    }

    private static Map<String, Object> members(String curve, ECPoint point) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", "EC");
        members.put("crv", curve);
        members.put("x", BASE64URL.encodeToString(point.getAffineXCoord().getEncoded()));
        members.put("y", BASE64URL.encodeToString(point.getAffineYCoord().getEncoded()));
        return members;
    }

    private static int bytes(X9ECParameters curve) {
        return (curve.getCurve().getFieldSize() + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** The public half as a file states it; decoding refuses what is not on the curve. */
    private static @Nullable ECPoint stated(X9ECParameters curve, byte @Nullable [] encoded) {
        if (encoded == null) {
            return null;
        }
        try {
            ECPoint point = curve.getCurve().decodePoint(encoded);
            if (!point.isInfinity() && point.isValid()) {
                return point;
            }
        } catch (IllegalArgumentException e) {
            // of the wrong length, or off the curve
        }
        throw offTheCurve();
    }

    private static UnsafeKeyException offTheCurve() {
        return new UnsafeKeyException("the public half of the key is not a point of its curve");
    }

    /**
     * Judges the public half of an Ed25519 key: for a point of small order everybody could make signatures.
     *
     * @return the members of its JWK (RFC 8037 section 2)
     * @throws UnsafeKeyException with the first weakness found
     */
    static Map<String, Object> judge(byte[] point) {
        if (point.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyFull(point, 0)) {
            throw new UnsafeKeyException(
                    "the public half of the Ed25519 key is not a point of its curve, or of small order");
        }
        SmallMultiples.refuseEdwards(point);
        return members(point);
    }

    private static Map<String, Object> members(byte[] point) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", "OKP");
        members.put("crv", "Ed25519");
        members.put("x", BASE64URL.encodeToString(point));
        return members;
    }

    /**
     * Judges an Ed25519 key.
     *
     * @return the members of its JWK (RFC 8037 section 2), the public half computed from the private one
     * @throws UnsafeKeyException with the first weakness found
     */
    static Map<String, Object> judge(Edwards key) {
        if (key.seed().length != Ed25519PrivateKeyParameters.KEY_SIZE) {
            throw new UnsafeKeyException("the private half of an Ed25519 key must be 32 bytes long");
        }
        if (Arrays.equals(repeated(key.seed()[0]), key.seed())) {
            throw new UnsafeKeyException("the private half of the key can be guessed");
        }
        byte[] point = point(key.seed());
        if (key.point() != null && !Arrays.equals(point, key.point())) {
            throw KeyStrength.mismatch();
        }
        Map<String, Object> members = members(point);
        members.put("d", BASE64URL.encodeToString(key.seed()));
        return members;
    }

    /** The seed of one byte, which is refused for being too simple. */
    static byte[] repeated(int value) {
        byte[] seed = new byte[Ed25519PrivateKeyParameters.KEY_SIZE];
        Arrays.fill(seed, (byte) value);
        return seed;
    }

    /** The public half to a private one. */
    static byte[] point(byte[] seed) {
        return new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
    }
}
