package dev.signet.identity.throttle;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import java.time.Duration;
import java.util.Map;

/** 429: the password was not looked at, for too many others were wrong, or right, or are being checked. */
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
