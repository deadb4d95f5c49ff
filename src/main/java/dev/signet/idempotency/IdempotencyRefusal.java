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
                "The Idempotency-Key was used for another request",
                "You sent another request with this Idempotency-Key within a day; use a new key " + "for this one.",
                Map.of());
    }

    /** What was done with the roles of then is not shown to whoever has lost one of them. */
    static IdempotencyRefusal rolesLost() {
        return new IdempotencyRefusal(
                403,
                "beyond-own-roles",
                "This requires roles that you do not hold",
                "You held more roles when you first sent this request.",
                Map.of());
    }

    /** The answer would describe a thing that no longer exists, or a secret that is no longer valid. */
    static IdempotencyRefusal outdated() {
        return new IdempotencyRefusal(
                409,
                "idempotency-answer-outdated",
                "The result of this request no longer exists",
                "It was deleted, replaced or ended since; to make it again, give the request another Idempotency-Key.",
                Map.of());
    }

    static IdempotencyRefusal inUse() {
        return new IdempotencyRefusal(
                409,
                "idempotency-key-in-use",
                "The Idempotency-Key is in use",
                "Another request with this Idempotency-Key is running; repeat this one to get its " + "answer.",
                Map.of("Retry-After", "1"));
    }
}
