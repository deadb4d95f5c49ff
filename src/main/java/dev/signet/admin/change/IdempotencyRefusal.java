package dev.signet.admin.change;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import dev.signet.base.problem.Violation;
import java.util.Map;

/** A named request that is not answered as it was meant. */
final class IdempotencyRefusal {
    private IdempotencyRefusal() {}

    static DomainException malformed() {
        return DomainException.invalid(new Violation(
                IdempotentAnswers.KEY,
                "must have 1 to 255 visible characters of ASCII, but no quote or backslash, and may stand in quotes"));
    }

    static DomainException reused() {
        return ProblemType.IDEMPOTENCY_KEY_REUSED.refusal(
                "You sent another request with this Idempotency-Key within a day; use a new key for this one.");
    }

    /** What was done with the roles of then is not shown to whoever has lost one of them. */
    static DomainException rolesLost() {
        return ProblemType.BEYOND_OWN_ROLES.refusal("You held more roles when you first sent this request.");
    }

    /** The answer would describe a thing that no longer exists, or a secret that is no longer valid. */
    static DomainException outdated() {
        return ProblemType.IDEMPOTENCY_ANSWER_OUTDATED.refusal(
                "It was deleted, replaced or ended since; to make it again, give the request another Idempotency-Key.");
    }

    static DomainException inUse() {
        return ProblemType.IDEMPOTENCY_KEY_IN_USE.refusal(
                "Another request with this Idempotency-Key was completed first; repeat this one to get its answer.",
                Map.of("Retry-After", "1"));
    }
}
