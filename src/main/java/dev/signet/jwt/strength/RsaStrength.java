package dev.signet.jwt.strength;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.jwt.strength.PrivateNumbers.Rsa;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
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

    private RsaStrength() {}

    /**
     * Judges a public key, with what can be seen of its primes in their product.
     *
     * @return the members of its JWK (RFC 7518 section 6.3.1)
     * @throws UnsafeKeyException with the first weakness found
     */
    static Map<String, Object> judge(BigInteger n, BigInteger e) {
        Map<String, Object> members = numbers(n, e);
        RsaModulus.check(n);
        return members;
    }

    private static Map<String, Object> numbers(BigInteger n, BigInteger e) {
        size(n);
        exponent(e);
        require(
                !RocaFingerprint.matches(n),
                "the key comes from a broken generator: its modulus bears the mark of ROCA (CVE-2017-15361)");
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", "RSA");
        members.put("n", BigEndianBigInteger.toBase64Url(n));
        members.put("e", BigEndianBigInteger.toBase64Url(e));
        return members;
    }

    /**
     * Judges a private key.
     *
     * @return the members of its JWK (RFC 7518 section 6.3.2)
     * @throws UnsafeKeyException with the first weakness found
     */
    static Map<String, Object> judge(Rsa key) {
        Map<String, Object> members = numbers(key.n(), key.e());
        sizesOfTheRest(key);
        primes(key);
        relations(key);
        members.put("d", BigEndianBigInteger.toBase64Url(key.d()));
        members.put("p", BigEndianBigInteger.toBase64Url(key.p()));
        members.put("q", BigEndianBigInteger.toBase64Url(key.q()));
        members.put("dp", BigEndianBigInteger.toBase64Url(key.dp()));
        members.put("dq", BigEndianBigInteger.toBase64Url(key.dq()));
        members.put("qi", BigEndianBigInteger.toBase64Url(key.qi()));
        return members;
    }

    private static void size(BigInteger n) {
        require(
                n.signum() > 0 && n.bitLength() >= JwsAlgorithm.LEAST_RSA_SIZE,
                "the RSA key is too short: " + JwsAlgorithm.LEAST_RSA_SIZE + " bits are the least");
        require(
                n.bitLength() <= JwsAlgorithm.GREATEST_RSA_SIZE,
                "the RSA key is too long: " + JwsAlgorithm.GREATEST_RSA_SIZE + " bits are the most");
        require(n.testBit(0), "the modulus of the RSA key is even");
    }

    private static void exponent(BigInteger e) {
        require(e.compareTo(LEAST_EXPONENT) >= 0, "the public exponent of the RSA key is too small: use 65537");
        require(e.testBit(0), "the public exponent of the RSA key is even");
        require(e.bitLength() <= GREATEST_EXPONENT_SIZE, "the public exponent of the RSA key is too great: use 65537");
    }

    /** Before anything is computed with them. */
    private static void sizesOfTheRest(Rsa key) {
        for (BigInteger number : new BigInteger[] {key.d(), key.p(), key.q(), key.dp(), key.dq(), key.qi()}) {
            require(
                    number.signum() > 0 && number.compareTo(key.n()) < 0,
                    "a private number of the RSA key is out of range");
        }
    }

    /**
     * Two primes of half the modulus' size each, not near each other. Having them makes guesses unnecessary: small factors,
     * and what Fermat's method finds, are excluded for good.
     */
    private static void primes(Rsa key) {
        BigInteger p = key.p();
        BigInteger q = key.q();
        require(p.multiply(q).equals(key.n()), "the modulus of the RSA key is not the product of its two primes");
        int half = key.n().bitLength() / 2;
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

    /** e·d = 1 for both primes, d not so small that Wiener's method finds it, and the CRT numbers those of d. */
    private static void relations(Rsa key) {
        BigInteger pMinus1 = key.p().subtract(BigInteger.ONE);
        BigInteger qMinus1 = key.q().subtract(BigInteger.ONE);
        BigInteger product = key.e().multiply(key.d());
        if (!product.mod(pMinus1).equals(BigInteger.ONE)
                || !product.mod(qMinus1).equals(BigInteger.ONE)) {
            throw KeyStrength.mismatch();
        }
        require(
                key.d().bitLength() > key.n().bitLength() / 2,
                "the private exponent of the RSA key is so small that it is easily found");
        require(
                key.dp().equals(key.d().mod(pMinus1))
                        && key.dq().equals(key.d().mod(qMinus1))
                        && key.qi().multiply(key.q()).mod(key.p()).equals(BigInteger.ONE),
                "the private numbers of the RSA key contradict each other");
    }

    static void require(boolean sound, String reason) {
        if (!sound) {
            throw new UnsafeKeyException(reason);
        }
    }
}
