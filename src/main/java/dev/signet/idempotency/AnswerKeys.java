package dev.signet.idempotency;

import javax.crypto.SecretKey;

/**
 * What answers are named and sealed with. It comes from outside of the database, so that a copy of it opens none. The room {@code
 * key} has it; as that keeps answers here, it is asked for like this.
 */
public interface AnswerKeys {
    /** The same 256 bits for the same purpose and salt on every replica, and others for any other. */
    SecretKey derive(String purpose, byte[] salt);
}
