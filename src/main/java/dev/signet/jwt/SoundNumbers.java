package dev.signet.jwt;

import java.math.BigInteger;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Whether the numbers of a key are such that only its owner signs with it: not every provider looks when it reads a key. */
final class SoundNumbers {
    /** In bits; the JDK takes no more, since each signature would cost the more. */
    private static final int GREATEST_RSA_SIZE = 16384;

    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(3);

    /** In bits; each more would cost whoever verifies, and only the JDK refuses it. */
    private static final int GREATEST_EXPONENT_SIZE = 64;

    private SoundNumbers() {}

    /** RFC 8017 section 3.1, as far as it shows without the primes. */
    static boolean of(RSAKey key) {
        BigInteger n = key.getModulus();
        return n.testBit(0)
                && n.bitLength() >= JwsAlgorithm.LEAST_RSA_SIZE
                && n.bitLength() <= GREATEST_RSA_SIZE
                && (!(key instanceof RSAPublicKey half) || isExponent(half.getPublicExponent()))
                && (!(key instanceof RSAPrivateCrtKey pair) || isExponent(pair.getPublicExponent()));
    }

    private static boolean isExponent(BigInteger e) {
        return e.testBit(0) && e.compareTo(LEAST_EXPONENT) >= 0 && e.bitLength() <= GREATEST_EXPONENT_SIZE;
    }

    /** SEC 1 section 3.2.1. */
    static boolean of(ECKey key) {
        if (key instanceof ECPrivateKey half) {
            return half.getS().signum() > 0
                    && half.getS().compareTo(key.getParams().getOrder()) < 0;
        }
        return !(key instanceof ECPublicKey half)
                || isOnCurve(half.getW(), key.getParams().getCurve());
    }

    private static boolean isOnCurve(ECPoint point, EllipticCurve curve) {
        if (point.equals(ECPoint.POINT_INFINITY) || !(curve.getField() instanceof ECFieldFp field)) {
            return false;
        }
        BigInteger p = field.getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.pow(2).subtract(right).mod(p).signum() == 0;
    }

    /** RFC 8032 section 5.1: for a point of small order everybody could make signatures. */
    static boolean of(EdECKey key) {
        if (!(key instanceof EdECPublicKey half)) {
            return true;
        }
        byte[] point = SubjectPublicKeyInfo.getInstance(half.getEncoded())
                .getPublicKeyData()
                .getOctets();
        return point.length == Ed25519.PUBLIC_KEY_SIZE && Ed25519.validatePublicKeyFull(point, 0);
    }
}
