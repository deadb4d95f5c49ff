package dev.signet.audit;

import javax.crypto.SecretKey;

/**
 * What events are sealed with. It comes from outside of the database, so that whoever can write there, and no more, can make no
 * seal. The room {@code key} has it; as that reports here, it is asked for like this.
 */
public interface SealingKey {
    /** The same key for HMAC with SHA-256 for the same purpose on every replica, and another for any other purpose. */
    SecretKey derive(String purpose);
}
