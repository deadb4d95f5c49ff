package dev.signet.testsupport;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;

/** What can be done with elliptic signatures and no library does. */
public final class Ecdsa {
    public static final BigInteger ORDER = Curve.P_256.toECParameterSpec().getOrder();

    private static final int HALF = 32;

    private Ecdsa() {}

    /** Signs whatever header and payload, as for ES256. */
    public static String signed(String header, byte[] payload, ECPrivateKey key) {
        return signed(header, payload, "SHA256", key);
    }

    public static String signed(String header, byte[] payload, String hash, ECPrivateKey key) {
        String input = Base64URL.encode(header) + "." + Base64URL.encode(payload);
        try {
            Signature signature = Signature.getInstance(hash + "withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** ECDSA is malleable: (r, n - s) is as good as (r, s), so a token by ES256 has a twin that nobody issued. */
    public static String twin(String token) {
        int signature = token.lastIndexOf('.') + 1;
        byte[] bytes = Base64URL.from(token.substring(signature)).decode();
        byte[] turned = joined(half(bytes, 0), ORDER.subtract(half(bytes, 1)));
        return token.substring(0, signature) + Base64URL.encode(turned);
    }

    /** The first or the second number of a signature on P-256. */
    public static BigInteger half(byte[] signature, int which) {
        return new BigInteger(1, Arrays.copyOfRange(signature, which * HALF, (which + 1) * HALF));
    }

    public static byte[] joined(BigInteger r, BigInteger s) {
        byte[] both = new byte[2 * HALF];
        System.arraycopy(fixed(r, HALF), 0, both, 0, HALF);
        System.arraycopy(fixed(s, HALF), 0, both, HALF, HALF);
        return both;
    }

    /** The last so many bytes of a number that is not negative, the most significant first. */
    public static byte[] fixed(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int taken = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - taken, fixed, length - taken, taken);
        return fixed;
    }
}
