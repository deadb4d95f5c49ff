package dev.signet.base.problem;

import jakarta.validation.ConstraintViolation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A refusal with a meaning for the caller: a problem that may be sent as it is. Each room makes its own; resources never
 * catch it.
 */
public class DomainException extends RuntimeException {
    /** More help nobody. */
    private static final int MOST_VIOLATIONS = 100;

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public DomainException(Problem problem) {
        this(problem, Map.of());
    }

    /** With response headers that belong to the problem. Without a stack trace: it is an answer, not a fault. */
    public DomainException(Problem problem, Map<String, String> headers) {
        super(problem.title(), null, false, false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    /** 400: what was sent breaks a rule. */
    public static DomainException invalid(Violation... violations) {
        return new DomainException(invalidProblem(List.of(violations)));
    }

    public static Problem invalidProblem(Set<? extends ConstraintViolation<?>> broken) {
        return invalidProblem(broken.stream()
                .map(Violation::of)
                .distinct()
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .limit(MOST_VIOLATIONS)
                .toList());
    }

    static Problem invalidProblem(List<Violation> violations) {
        return ProblemType.INVALID_REQUEST
                .problem(
                        violations.size() == 1
                                ? (violations.get(0).field() + " "
                                                        + violations.get(0).message())
                                                .strip() + "."
                                : "See violations for each member that is invalid.")
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
