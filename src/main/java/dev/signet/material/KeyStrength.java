package dev.signet.material;

import dev.signet.material.PrivateNumbers.Edwards;
import dev.signet.material.PrivateNumbers.Elliptic;
import dev.signet.material.PrivateNumbers.Rsa;
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
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.BigEndianBigInteger;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Judges the numbers of a key, and makes a key of those that pass: the public half is always computed from the private
 * one, so the halves of what comes out belong together. All this is arithmetic on plain numbers; no provider sees a key
 * before it is found sound.
 */
final class KeyStrength {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private static final int GUESSABLE_BITS = 128;

    private KeyStrength() {}

    /**
     * Judges.
     *
     * @return both halves
     * @throws KeyRefusedException with the first weakness found
     */
    static PublicJsonWebKey judge(PrivateNumbers numbers) {
        Map<String, Object> members;
        if (numbers instanceof Rsa rsa) {
            members = rsa(rsa);
        } else if (numbers instanceof Elliptic elliptic) {
            members = elliptic(elliptic);
        } else {
            members = edwards((Edwards) numbers);
        }
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(members);
        } catch (JoseException e) {
            throw new KeyRefusedException("The numbers of the key do not make a key.");
        }
    }

    private static Map<String, Object> rsa(Rsa key) {
        RsaStrength.judge(key);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", "RSA");
        members.put("n", BigEndianBigInteger.toBase64Url(key.n()));
        members.put("e", BigEndianBigInteger.toBase64Url(key.e()));
        members.put("d", BigEndianBigInteger.toBase64Url(key.d()));
        members.put("p", BigEndianBigInteger.toBase64Url(key.p()));
        members.put("q", BigEndianBigInteger.toBase64Url(key.q()));
        members.put("dp", BigEndianBigInteger.toBase64Url(key.dp()));
        members.put("dq", BigEndianBigInteger.toBase64Url(key.dq()));
        members.put("qi", BigEndianBigInteger.toBase64Url(key.qi()));
        return members;
    }

    private static Map<String, Object> elliptic(Elliptic key) {
        X9ECParameters curve =
                switch (key.curve()) {
                    case "P-256", "P-384", "P-521" -> CustomNamedCurves.getByName(key.curve());
                    default ->
                        throw new KeyRefusedException(
                                "The curve of the key is none of P-256, P-384, P-521 and Ed25519.");
                };
        if (key.d().signum() < 1 || key.d().compareTo(curve.getN()) >= 0) {
            throw new KeyRefusedException("The private number of the key is out of the range of its curve.");
        }
        // a random number is never within 2^128 of either end; one that is was chosen, and can be found
        BigInteger fromTheTop = curve.getN().subtract(key.d());
        if (key.d().bitLength() <= GUESSABLE_BITS || fromTheTop.bitLength() <= GUESSABLE_BITS) {
            throw new KeyRefusedException("The private number of the key can be guessed.");
        }
        ECPoint point =
                new FixedPointCombMultiplier().multiply(curve.getG(), key.d()).normalize();
        requireSame(point, stated(curve, key.point()));
        int size = (curve.getCurve().getFieldSize() + 7) / 8;
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", "EC");
        members.put("crv", key.curve());
        members.put("x", BASE64URL.encodeToString(point.getAffineXCoord().getEncoded()));
        members.put("y", BASE64URL.encodeToString(point.getAffineYCoord().getEncoded()));
        members.put("d", BigEndianBigInteger.toBase64Url(key.d(), size));
        return members;
    }

    /** The public half as the file states it; decoding refuses what is not on the curve. */
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
        throw new KeyRefusedException("The public half of the key is not a point of its curve.");
    }

    private static void requireSame(ECPoint computed, @Nullable ECPoint stated) {
        if (stated != null && !stated.equals(computed)) {
            throw mismatch();
        }
    }

    private static Map<String, Object> edwards(Edwards key) {
        if (key.seed().length != Ed25519PrivateKeyParameters.KEY_SIZE) {
            throw new KeyRefusedException("The private half of an Ed25519 key must be 32 bytes long.");
        }
        byte[] repeated = new byte[key.seed().length];
        Arrays.fill(repeated, key.seed()[0]);
        if (Arrays.equals(repeated, key.seed())) {
            throw new KeyRefusedException("The private half of the key can be guessed.");
        }
        byte[] point =
                new Ed25519PrivateKeyParameters(key.seed()).generatePublicKey().getEncoded();
        if (key.point() != null && !Arrays.equals(point, key.point())) {
            throw mismatch();
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", "OKP");
        members.put("crv", "Ed25519");
        members.put("x", BASE64URL.encodeToString(point));
        members.put("d", BASE64URL.encodeToString(key.seed()));
        return members;
    }

    static KeyRefusedException mismatch() {
        return new KeyRefusedException("The private and the public half do not belong together.");
    }
}
