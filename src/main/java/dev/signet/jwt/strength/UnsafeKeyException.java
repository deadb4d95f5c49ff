package dev.signet.jwt.strength;

/** A key with which others than its owner could sign, or might. The message says why, without any part of the key. */
public final class UnsafeKeyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UnsafeKeyException(String reason) {
        super(reason);
    }
}
