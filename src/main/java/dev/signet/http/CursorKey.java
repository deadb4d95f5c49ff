package dev.signet.http;

import javax.crypto.SecretKey;

/** What cursors are sealed with, the same on every replica. The room {@code key} has it; it is asked for like this. */
public interface CursorKey {
    /** For HMAC with SHA-256. */
    SecretKey derive();
}
