package dev.signet.token.keyimport;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Enumeration;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;

/**
 * Bounds the work that encrypted key material may ask for, before any of it is done. Whatever the scheme (PBKDF2, the key
 * derivation of PKCS#12, a MAC), it is written as a salt followed by how often to iterate: all that are found anywhere are
 * added up. Those inside an encrypted container are not found; they meet the JDK's own limit, which is the same number.
 */
final class IterationCounts {
    /** About three seconds of one processor; ten times what tools write in 2026. */
    static final BigInteger LIMIT = BigInteger.valueOf(5_000_000);

    private static final int DEEPEST = 24;

    private IterationCounts() {}

    /**
     * Adds up.
     *
     * @throws KeyRefusedException when it is too much
     */
    static void check(ASN1Primitive root) {
        if (sum(root, 0).compareTo(LIMIT) > 0) {
            throw new KeyRefusedException("Reading the key would take too many iterations of its key derivation: "
                    + LIMIT + " are the most.");
        }
    }

    private static BigInteger sum(ASN1Encodable value, int depth) {
        if (depth > DEEPEST) {
            throw new KeyRefusedException("The key is nested too deeply.");
        }
        if (value instanceof ASN1Sequence sequence) {
            return sumOf(sequence, depth);
        }
        if (value instanceof ASN1TaggedObject tagged) {
            return sum(tagged.getBaseObject(), depth + 1);
        }
        if (value instanceof ASN1OctetString octets) {
            try {
                return sum(ASN1Primitive.fromByteArray(octets.getOctets()), depth + 1);
            } catch (IOException | IllegalArgumentException | IllegalStateException e) {
                return BigInteger.ZERO; // bytes that hold no structure
            }
        }
        return BigInteger.ZERO;
    }

    private static BigInteger sumOf(ASN1Sequence sequence, int depth) {
        BigInteger sum = BigInteger.ZERO;
        boolean afterSalt = false;
        Enumeration<?> members = sequence.getObjects();
        while (members.hasMoreElements()) {
            ASN1Encodable member = (ASN1Encodable) members.nextElement();
            if (afterSalt && member instanceof ASN1Integer count) {
                sum = sum.add(count.getValue().abs());
            } else {
                sum = sum.add(sum(member, depth + 1));
            }
            afterSalt = member instanceof ASN1OctetString;
        }
        return sum;
    }
}
