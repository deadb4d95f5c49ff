package dev.signet.jwt.strength;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import java.math.BigInteger;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.jose4j.keys.BigEndianBigInteger;

/**
 * Judges the numbers of an RSA key (FIPS 186-5 appendix A.1): size, exponent, the relations between them, and the ways in
 * which generators are known to have failed.
 */
final class RsaStrength {
    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65537);

    /** Greater ones are refused by verifiers, among them the JDK's. */
    private static final int GREATEST_EXPONENT_SIZE = 64;

    private static final int PRIME_CERTAINTY = 100;

    /** As many as find the primes that known generators made too close, of which each step finds some (CVE-2022-26320). */
    private static final int FERMAT_STEPS = 100;

    private RsaStrength() {}

    /**
     * Judges a public key, with what can be seen of its primes in their product.
     *
     * @return the members of its JWK (RFC 7518 section 6.3.1)
     * @throws UnsafeKeyException with the first weakness found
     */
    static Map<String, Object> judge(BigInteger n, BigInteger e) {
        Map<String, Object> members = numbers(n, e);
        modulus(n, e);
        require(
                !hasCloseFactors(n),
                "the two primes of the RSA key are equal, or so close that its modulus is easily factored");
        return members;
    }

    private static Map<String, Object> numbers(BigInteger n, BigInteger e) {
        require(
                n.bitLength() >= JwsAlgorithm.LEAST_RSA_SIZE,
                "the RSA key is too short: " + JwsAlgorithm.LEAST_RSA_SIZE + " bits are the least");
        require(
                n.bitLength() <= JwsAlgorithm.GREATEST_RSA_SIZE,
                "the RSA key is too long: " + JwsAlgorithm.GREATEST_RSA_SIZE + " bits are the most");
        require(e.compareTo(LEAST_EXPONENT) >= 0, "the public exponent of the RSA key is too small: use 65537");
        require(e.testBit(0), "the public exponent of the RSA key is even");
        require(e.bitLength() <= GREATEST_EXPONENT_SIZE, "the public exponent of the RSA key is too great: use 65537");
        require(
                !RocaFingerprint.matches(n),
                "the key comes from a broken generator: its modulus bears the mark of ROCA (CVE-2017-15361)");
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", "RSA");
        members.put("n", BigEndianBigInteger.toBase64Url(n));
        members.put("e", BigEndianBigInteger.toBase64Url(e));
        return members;
    }

    /** Bouncy Castle tests each modulus that it is given. */
    private static void modulus(BigInteger n, BigInteger e) {
        try {
            RSAKeyParameters unused = new RSAKeyParameters(false, n, e);
        } catch (IllegalArgumentException refused) {
            throw new UnsafeKeyException("the modulus of the RSA key is even, a prime, or has a small prime factor");
        }
    }

    /** Fermat's method: of a square, and of two factors near the root, n is the difference of two squares. */
    private static boolean hasCloseFactors(BigInteger n) {
        BigInteger[] root = n.sqrtAndRemainder();
        BigInteger a = root[1].signum() == 0 ? root[0] : root[0].add(BigInteger.ONE);
        for (int step = 0; step < FERMAT_STEPS; step++, a = a.add(BigInteger.ONE)) {
            if (a.multiply(a).subtract(n).sqrtAndRemainder()[1].signum() == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Judges a private key.
     *
     * @return the members of its JWK (RFC 7518 section 6.3.2)
     * @throws UnsafeKeyException with the first weakness found
     */
    static Map<String, Object> judge(RSAPrivateCrtKey key) {
        Map<String, Object> members = numbers(key.getModulus(), key.getPublicExponent());
        primes(key.getModulus(), key.getPrimeP(), key.getPrimeQ());
        relations(key);
        members.put("d", BigEndianBigInteger.toBase64Url(key.getPrivateExponent()));
        members.put("p", BigEndianBigInteger.toBase64Url(key.getPrimeP()));
        members.put("q", BigEndianBigInteger.toBase64Url(key.getPrimeQ()));
        members.put("dp", BigEndianBigInteger.toBase64Url(key.getPrimeExponentP()));
        members.put("dq", BigEndianBigInteger.toBase64Url(key.getPrimeExponentQ()));
        members.put("qi", BigEndianBigInteger.toBase64Url(key.getCrtCoefficient()));
        return members;
    }

    /**
     * Two primes of half the modulus' size each, not near each other. Having them makes guesses unnecessary: small factors,
     * and what Fermat's method finds, are excluded for good.
     */
    private static void primes(BigInteger n, BigInteger p, BigInteger q) {
        require(p.multiply(q).equals(n), "the modulus of the RSA key is not the product of its two primes");
        int half = n.bitLength() / 2;
        require(
                Math.min(p.bitLength(), q.bitLength()) >= half - 16,
                "the modulus of the RSA key has a small prime factor");
        require(
                p.subtract(q).abs().bitLength() > half - 100,
                "the two primes of the RSA key are so close that its modulus is easily factored");
        require(
                p.isProbablePrime(PRIME_CERTAINTY) && q.isProbablePrime(PRIME_CERTAINTY),
                "the factors of the RSA modulus are not prime");
    }

    /** e·d = 1 for both primes, and the CRT numbers are those of d. */
    private static void relations(RSAPrivateCrtKey key) {
        BigInteger d = key.getPrivateExponent();
        BigInteger pMinus1 = key.getPrimeP().subtract(BigInteger.ONE);
        BigInteger qMinus1 = key.getPrimeQ().subtract(BigInteger.ONE);
        BigInteger product = key.getPublicExponent().multiply(d);
        if (!product.mod(pMinus1).equals(BigInteger.ONE)
                || !product.mod(qMinus1).equals(BigInteger.ONE)) {
            throw KeyStrength.mismatch();
        }
        require(
                key.getPrimeExponentP().equals(d.mod(pMinus1))
                        && key.getPrimeExponentQ().equals(d.mod(qMinus1))
                        && key.getCrtCoefficient()
                                .multiply(key.getPrimeQ())
                                .mod(key.getPrimeP())
                                .equals(BigInteger.ONE),
                "the private numbers of the RSA key contradict each other");
    }

    private static void require(boolean sound, String reason) {
        if (!sound) {
            throw new UnsafeKeyException(reason);
        }
    }
}
