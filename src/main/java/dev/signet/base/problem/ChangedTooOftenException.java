package dev.signet.base.problem;

import java.time.Duration;
import java.util.Map;

/** 429 with {@code Retry-After}: the same thing was changed too often within a moment; nothing was changed. */
public class ChangedTooOftenException extends DomainException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what was changed too often.
     *
     * @param wait after which the change is made; told in whole seconds, rounded up
     */
    public ChangedTooOftenException(String detail, Duration wait) {
        super(
                ProblemType.CHANGED_TOO_OFTEN.problem(detail),
                Map.of("Retry-After", Long.toString(wait.plusNanos(999_999_999).toSeconds())));
    }
}
