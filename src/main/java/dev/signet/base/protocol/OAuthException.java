package dev.signet.base.protocol;

/** A refusal in the dialect of OAuth. Whoever finds a reason throws it; endpoints never catch it. */
public final class OAuthException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final OAuthError error;

    /**
     * Without a stack trace: it is an answer, not a fault.
     *
     * @param description for the developer of the client: printable ASCII without quotes and backslashes (RFC 6749 section
     *     5.2), and nothing that was sent
     */
    public OAuthException(OAuthError error, String description) {
        super(description, null, false, false);
        this.error = error;
    }

    public OAuthError error() {
        return error;
    }

    /** The value of {@code error_description}. */
    public String description() {
        return String.valueOf(getMessage());
    }
}
