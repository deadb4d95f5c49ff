package dev.signet.jwt.encoding;

/** A text that is no key, or none that is read here. The message says why, without any part of the key. */
public final class UnreadableKeyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnreadableKeyException(String reason) {
        super(reason);
    }
}
