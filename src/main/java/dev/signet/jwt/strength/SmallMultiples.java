package dev.signet.jwt.strength;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Finds public keys of which the private number can be guessed: it is less than twice the square of {@value #STEPS}, or that near to
 * the order of the curve. (Of private keys, more is refused: all that are within 2<sup>128</sup> of either end.) Half of the multiples
 * of the base point are remembered by x, which both ends have in common, and the others are reached from there: baby steps, giant steps.
 */
final class SmallMultiples {
    private static final int STEPS = 512;

    private static final String CURVE_25519 = "Curve25519";

    /** The prime of Curve25519 (RFC 7748 section 4.1). */
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /** By how much x differs between the two forms of that curve, Montgomery's and the one that is computed with: A / 3. */
    private static final BigInteger SHIFT = BigInteger.valueOf(486662)
            .multiply(BigInteger.valueOf(3).modInverse(P))
            .mod(P);

    private static final Map<String, SmallMultiples> CURVES = new ConcurrentHashMap<>();

    private static final class SimpleSeeds {
        /** The public halves to the seeds that are one byte, repeated. */
        static final Set<BigInteger> POINTS = points();

        private static Set<BigInteger> points() {
            Set<BigInteger> points = new HashSet<>();
            for (int value = 0; value < 1 << Byte.SIZE; value++) {
                points.add(new BigInteger(1, CurveStrength.point(CurveStrength.repeated(value))));
            }
            return points;
        }
    }

    /** x of 1 to {@link #STEPS} times the base point. */
    private final Set<BigInteger> first = new HashSet<>();

    /** From one giant step to the next: one more than twice what is remembered. */
    private final ECPoint stride;

    private SmallMultiples(X9ECParameters curve) {
        ECPoint[] multiples = new ECPoint[STEPS];
        ECPoint base = curve.getG();
        ECPoint next = base;
        for (int i = 0; i < STEPS; i++, next = next.add(base)) {
            multiples[i] = next;
        }
        curve.getCurve().normalizeAll(multiples);
        for (ECPoint multiple : multiples) {
            first.add(multiple.getAffineXCoord().toBigInteger());
        }
        stride = multiples[STEPS - 1].twice().add(base).normalize();
    }

    /** @throws UnsafeKeyException if the point is one */
    static void refuse(String curve, ECPoint point) {
        of(curve, CurveStrength.parameters(curve)).refuse(point);
    }

    /**
     * The same for a point of Ed25519, as RFC 8032 section 5.1.2 encodes it. A private key has no such number, but who knows the number
     * can sign.
     */
    static void refuseEdwards(byte[] encoded) {
        if (SimpleSeeds.POINTS.contains(new BigInteger(1, encoded))) {
            throw guessed();
        }
        X9ECParameters curve = CustomNamedCurves.getByName(CURVE_25519);
        of(CURVE_25519, curve).refuse(curve.getCurve().decodePoint(compressed(encoded)));
    }

    /** The point, or its negative, on the same curve in the form of Weierstrass: by u = (1 + y) / (1 - y) (RFC 7748 section 4.1). */
    private static byte[] compressed(byte[] encoded) {
        byte[] bigEndian = new byte[encoded.length];
        for (int i = 0; i < encoded.length; i++) {
            bigEndian[i] = encoded[encoded.length - 1 - i];
        }
        bigEndian[0] &= 0x7F;
        BigInteger y = new BigInteger(1, bigEndian);
        BigInteger u = BigInteger.ONE.add(y).multiply(BigInteger.ONE.subtract(y).modInverse(P));
        byte[] x = u.add(SHIFT).mod(P).toByteArray();
        byte[] point = new byte[1 + encoded.length];
        point[0] = 2;
        int from = Math.max(0, x.length - encoded.length);
        System.arraycopy(x, from, point, point.length - (x.length - from), x.length - from);
        return point;
    }

    private static SmallMultiples of(String curve, X9ECParameters parameters) {
        return CURVES.computeIfAbsent(curve, any -> new SmallMultiples(parameters));
    }

    private void refuse(ECPoint point) {
        ECPoint[] steps = new ECPoint[2 * STEPS];
        ECPoint up = point;
        ECPoint down = point;
        for (int i = 0; i < steps.length; i += 2, up = up.add(stride), down = down.subtract(stride)) {
            steps[i] = up;
            steps[i + 1] = down;
        }
        point.getCurve().normalizeAll(steps);
        if (Arrays.stream(steps)
                .anyMatch(step -> step.isInfinity()
                        || first.contains(step.getAffineXCoord().toBigInteger()))) {
            throw guessed();
        }
    }

    private static UnsafeKeyException guessed() {
        return new UnsafeKeyException("the private number of the key can be guessed from its public half");
    }
}
