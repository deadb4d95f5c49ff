package dev.signet.base.problem;

import java.time.Duration;
import java.util.Map;

/** 503 with {@code Retry-After}: not now; nothing was changed. */
public class UnavailableException extends DomainException {
    private static final long serialVersionUID = 1L;

    /** Says what is short, and when to try again. */
    public UnavailableException(String detail, Duration retryAfter) {
        super(
                ProblemType.TEMPORARILY_UNAVAILABLE.problem(detail),
                Map.of("Retry-After", Long.toString(retryAfter.toSeconds())));
    }
}
