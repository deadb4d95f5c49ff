package dev.signet.token.keystore;

/** Key material that cannot be used. The message is one line for an operator and never holds key material. */
public final class UnusableKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableKeyException(String message) {
        super(message);
    }

    UnusableKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
