package dev.signet.base.protocol;

/** A scope is malformed, or more than may be granted. */
public final class InvalidScopeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: it becomes an answer, and is not a fault. */
    InvalidScopeException(String description) {
        super(description, null, false, false);
    }

    /** For the developer of the client: printable ASCII, and nothing that was sent. */
    public String description() {
        return String.valueOf(getMessage());
    }
}
