package dev.signet.jwt.strength;

import static dev.signet.jwt.strength.RsaStrength.require;

import java.math.BigInteger;

/**
 * What can be seen of the primes of an RSA key in their product alone: a modulus that anybody can factor. Where the primes are
 * there, {@link RsaStrength} judges these.
 */
final class RsaModulus {
    /** As many as find the primes that known generators made too close, of which each step finds some (CVE-2022-26320). */
    private static final int FERMAT_STEPS = 100;

    private static final int PRIME_CERTAINTY = 100;

    /** Generators that failed left factors as small as that. */
    private static final int GREATEST_SMALL_FACTOR = 1 << 16;

    private static final BigInteger SMALL_PRIMES = smallPrimes();
    private static final long SQUARES_MOD_64 = squaresMod64();

    private RsaModulus() {}

    /**
     * Checks an odd modulus.
     *
     * @throws UnsafeKeyException with the first weakness found
     */
    static void check(BigInteger n) {
        require(n.gcd(SMALL_PRIMES).equals(BigInteger.ONE), "the modulus of the RSA key has a small prime factor");
        require(!n.isProbablePrime(PRIME_CERTAINTY), "the modulus of the RSA key is a prime");
        require(
                !hasCloseFactors(n),
                "the two primes of the RSA key are equal, or so close that its modulus is easily factored");
    }

    /** Fermat's method: of a square, and of two factors near the root, n is the difference of two squares. */
    private static boolean hasCloseFactors(BigInteger n) {
        BigInteger[] root = n.sqrtAndRemainder();
        BigInteger a = root[1].signum() == 0 ? root[0] : root[0].add(BigInteger.ONE);
        for (int step = 0; step < FERMAT_STEPS; step++, a = a.add(BigInteger.ONE)) {
            BigInteger difference = a.multiply(a).subtract(n);
            if (mayBeSquare(difference) && difference.sqrtAndRemainder()[1].signum() == 0) {
                return true;
            }
        }
        return false;
    }

    /** By its last six bits, which are those of a square in twelve cases of 64. */
    private static boolean mayBeSquare(BigInteger number) {
        return (SQUARES_MOD_64 >>> (number.intValue() & 63) & 1) == 1;
    }

    private static long squaresMod64() {
        long squares = 0;
        for (int i = 0; i < 64; i++) {
            squares |= 1L << (i * i % 64);
        }
        return squares;
    }

    private static BigInteger smallPrimes() {
        BigInteger product = BigInteger.ONE;
        boolean[] composite = new boolean[GREATEST_SMALL_FACTOR];
        for (int prime = 3; prime < GREATEST_SMALL_FACTOR; prime += 2) {
            if (!composite[prime]) {
                product = product.multiply(BigInteger.valueOf(prime));
                for (long multiple = (long) prime * prime; multiple < GREATEST_SMALL_FACTOR; multiple += 2L * prime) {
                    composite[(int) multiple] = true;
                }
            }
        }
        return product;
    }
}
