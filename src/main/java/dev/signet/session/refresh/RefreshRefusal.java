package dev.signet.session.refresh;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import dev.signet.session.refresh.RefreshPolicy.Decision;
import java.util.Map;

/** 401: the refresh token is not, or no longer, good for new tokens. What is said helps only who holds a genuine one. */
public final class RefreshRefusal extends DomainException {
    private static final long serialVersionUID = 1L;

    private final Decision decision;

    public RefreshRefusal(Decision decision) {
        super(
                ProblemType.INVALID_REFRESH_TOKEN.problem(detail(decision)),
                // a 401 names a challenge (RFC 9110 section 15.5.2): one that no browser or client library acts upon
                Map.of("WWW-Authenticate", "Refresh realm=\"signet\""));
        this.decision = decision;
    }

    public Decision decision() {
        return decision;
    }

    private static String detail(Decision decision) {
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
