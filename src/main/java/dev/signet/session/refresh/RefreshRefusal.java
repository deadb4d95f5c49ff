package dev.signet.session.refresh;

import dev.signet.session.refresh.RefreshPolicy.Decision;

/** The refresh token is not, or no longer, good for this client. */
public final class RefreshRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Decision decision;

    /** Without a stack trace: it becomes an answer, and is not a fault. */
    public RefreshRefusal(Decision decision) {
        super(description(decision), null, false, false);
        this.decision = decision;
    }

    public Decision decision() {
        return decision;
    }

    /** For the client, without quotes (RFC 6749 section 5.2). What is said helps only who holds a genuine token. */
    public String description() {
        return String.valueOf(getMessage());
    }

    private static String description(Decision decision) {
        return switch (decision) {
            case ENDED -> "The session has ended; log in again.";
            case EXPIRED -> "The session has expired; log in again.";
            case LOST -> "The session was lost when the database was restored; log in again.";
            case SUCCESSOR_USED, GRACE_OVER, OTHER_USER_AGENT, REPEATED_AGAIN ->
                "The refresh token was used before and may be stolen: the session was ended; log in again.";
            default -> "Not a Signet refresh token; log in again.";
        };
    }
}
