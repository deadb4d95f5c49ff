package dev.signet.idempotency;

import dev.signet.http.DomainException;
import dev.signet.http.Problem;
import dev.signet.http.Violation;
import java.util.Map;

/** A named request that is not answered as it was meant. */
final class IdempotencyRefusal extends DomainException {
    private static final long serialVersionUID = 1L;

    private IdempotencyRefusal(int status, String code, String title, String detail, Map<String, String> headers) {
        super(Problem.of(status, code, title, detail), headers);
    }

    static DomainException malformed() {
        return DomainException.invalid(new Violation(
                IdempotentAnswers.KEY,
                "must have 1 to 255 visible characters of ASCII, but no quote or backslash, and may stand in quotes"));
    }

    static IdempotencyRefusal reused() {
        return new IdempotencyRefusal(
                422,
                "idempotency-key-reused",
                "The key names another request",
                "You sent another request with this Idempotency-Key within a day; give this one a key of its own.",
                Map.of());
    }

    /** What was done with the roles of then is not shown to whoever has lost one of them. */
    static IdempotencyRefusal rolesLost() {
        return new IdempotencyRefusal(
                403,
                "beyond-own-roles",
                "This takes roles that you do not hold",
                "You held more roles when you sent this request first.",
                Map.of());
    }

    /** The answer would describe a thing that no longer exists, or a secret that is no longer valid. */
    static IdempotencyRefusal outdated() {
        return new IdempotencyRefusal(
                409,
                "idempotency-answer-outdated",
                "What this request made is gone",
                "It was deleted, replaced or ended since; to make it again, give the request another Idempotency-Key.",
                Map.of());
    }

    static IdempotencyRefusal inUse() {
        return new IdempotencyRefusal(
                409,
                "idempotency-key-in-use",
                "The key is just being used",
                "Another request with this Idempotency-Key was faster; ask again for its answer.",
                Map.of("Retry-After", "1"));
    }
}
