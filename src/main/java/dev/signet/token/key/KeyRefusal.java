package dev.signet.token.key;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import java.time.Instant;

/** A change of the ring that is not made. */
final class KeyRefusal {
    private KeyRefusal() {}

    static DomainException unknown(String kid) {
        return ProblemType.NOT_FOUND.refusal("There is no key of this kid.");
    }

    static DomainException alreadyThere(String kid) {
        return ProblemType.KEY_EXISTS.refusal("The key " + kid + " is or was in the key ring.");
    }

    static DomainException noSuchAlgorithm(JwsAlgorithm algorithm) {
        return ProblemType.KEY_REFUSED.refusal(
                "There are no keys for " + algorithm.alg() + ": add it to signet.keys.algorithms.");
    }

    static DomainException standbyTooYoung(Instant ready) {
        return ProblemType.STANDBY_TOO_YOUNG.refusal(
                "Verifiers may not have seen it before " + ready + ". Withdraw the active key if it is compromised.");
    }

    static DomainException standbyDamaged(Instant ready) {
        return ProblemType.STANDBY_DAMAGED.refusal(
                "Its private half cannot be opened, so it was discarded. Verifiers may not have seen another before "
                        + ready + ". Withdraw the active key if it is compromised.");
    }
}
