package dev.signet.identity.password;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stored password hash: Argon2id, version 1.3 (the one of RFC 9106), a salt of 16 bytes and a tag of 32.
 *
 * @param cost what computing the tag cost
 * @param salt 16 random bytes
 * @param tag 32 bytes
 */
// Arrays: nobody compares these records, tags least of all with equals.
@SuppressWarnings("ArrayRecordComponent")
record Argon2Hash(Argon2Cost cost, byte[] salt, byte[] tag) {
    static final int SALT_BYTES = 16;
    static final int TAG_BYTES = 32;

    private static final Pattern PHC = Pattern.compile("\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=([0-9])"
            + "\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

    Argon2Hash {
        if (salt.length != SALT_BYTES || tag.length != TAG_BYTES) {
            throw new IllegalArgumentException("An Argon2 hash has a salt of 16 bytes and a tag of 32");
        }
    }

    /**
     * Reads {@code $argon2id$v=19$m=…,t=…,p=…$salt$tag}.
     *
     * @throws IllegalArgumentException if it is anything but the one way to write an acceptable hash; the message never
     *     quotes it
     */
    static Argon2Hash parse(String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not an Argon2id hash in PHC form");
        }
        Argon2Cost cost = new Argon2Cost(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        Base64.Decoder base64 = Base64.getDecoder();
        Argon2Hash hash = new Argon2Hash(cost, base64.decode(parts.group(4)), base64.decode(parts.group(5)));
        // Catches what the pattern lets through: leading zeros, and bits past the end that the decoder drops.
        if (!hash.phc().equals(phc)) {
            throw new IllegalArgumentException("Not an Argon2id hash in canonical PHC form");
        }
        return hash;
    }

    /** The form to store. Whoever has it can start guessing: it belongs in the database and nowhere else. */
    String phc() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + cost.memory() + ",t=" + cost.iterations() + ",p=" + cost.parallelism() + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(tag);
    }

    /** Fit for a log: the cost, neither salt nor tag. */
    @Override
    public String toString() {
        return "Argon2Hash[" + cost + "]";
    }
}
