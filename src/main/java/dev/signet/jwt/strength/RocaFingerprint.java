package dev.signet.jwt.strength;

import java.math.BigInteger;
import java.util.BitSet;

/**
 * The mark that Infineon's RSA generator left (ROCA, CVE-2017-15361; Nemec and others, CCS 2017). Its primes have the form
 * k·M + (65537^a mod M), where M is the product of the first primes. Hence modulo each of these small primes the modulus
 * is a power of 65537, which for a random modulus is true of all of them together less than once in a hundred million.
 */
final class RocaFingerprint {
    /** M contains at least these for every size of key the generator made. */
    private static final int[] SMALL_PRIMES = {
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
        113, 127, 131, 137, 139, 149, 151, 157, 163, 167
    };

    private static final int GENERATOR = 65537;

    private RocaFingerprint() {}

    static boolean matches(BigInteger modulus) {
        for (int prime : SMALL_PRIMES) {
            int rest = modulus.mod(BigInteger.valueOf(prime)).intValueExact();
            if (!powersOfGenerator(prime).get(rest)) {
                return false;
            }
        }
        return true;
    }

    /** Worked out anew each time: a few hundred steps, for something that happens once a year. */
    private static BitSet powersOfGenerator(int prime) {
        BitSet powers = new BitSet(prime);
        int power = 1;
        while (!powers.get(power)) {
            powers.set(power);
            power = power * (GENERATOR % prime) % prime;
        }
        return powers;
    }
}
