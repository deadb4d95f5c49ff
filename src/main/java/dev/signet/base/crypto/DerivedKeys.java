package dev.signet.base.crypto;

import javax.crypto.SecretKey;

/**
 * Keys that all replicas share and no client, and no copy of the database, can make. The room {@code token/secret} has what they
 * are derived from; rooms below it ask for them like this.
 */
public interface DerivedKeys {
    /**
     * The same 256-bit key for the same purpose and salt on every replica, and another for any other (HKDF with SHA-256,
     * RFC 5869).
     *
     * @param purpose what it is for, the {@code info} of RFC 5869
     * @param salt may be empty
     */
    SecretKey derive(String purpose, byte[] salt);

    /** As the other, without salt. */
    default SecretKey derive(String purpose) {
        return derive(purpose, new byte[0]);
    }
}
