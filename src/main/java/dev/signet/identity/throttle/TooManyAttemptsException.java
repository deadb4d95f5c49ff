package dev.signet.identity.throttle;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import java.time.Duration;
import java.util.Map;

/** 429: the password was not checked, because too many attempts failed, succeeded or are under way. */
public class TooManyAttemptsException extends DomainException {
    private static final long serialVersionUID = 1L;

    TooManyAttemptsException(Duration wait) {
        super(
                ProblemType.TOO_MANY_ATTEMPTS.problem("Try again later; the header Retry-After says when."),
                Map.of(
                        "Retry-After",
                        Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()))));
    }
}
