package dev.signet.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failure with a meaning for the caller: a problem that may be sent as it is, and a cause that is never sent. Rooms
 * make their own with static factories; resources never catch it.
 */
public class DomainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public DomainException(Problem problem) {
        this(problem, Map.of(), null);
    }

    public DomainException(Problem problem, Map<String, String> headers, @Nullable Throwable cause) {
        super(problem.title(), cause);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    /** 400: what was sent breaks a rule. */
    public static DomainException invalid(Violation... violations) {
        return new DomainException(invalidProblem(List.of(violations)));
    }

    /** 503 with {@code Retry-After}: not now, and nothing was changed. */
    public static DomainException unavailable(String detail, Duration retryAfter, @Nullable Throwable cause) {
        Problem problem = Problem.of(503, "temporarily-unavailable", "The service cannot do this right now")
                .detail(detail);
        return new DomainException(problem, Map.of("Retry-After", Long.toString(retryAfter.toSeconds())), cause);
    }

    static Problem invalidProblem(List<Violation> violations) {
        return Problem.of(400, "invalid-request", "The request breaks a rule")
                .detail("See violations for each member that is wrong.")
                .with("violations", violations);
    }

    public Problem problem() {
        return problem;
    }

    /** Response headers that belong to the problem. */
    public Map<String, String> headers() {
        return headers;
    }
}
