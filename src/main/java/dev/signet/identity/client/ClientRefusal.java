package dev.signet.identity.client;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;

/** Something about a client that is not done. */
public final class ClientRefusal {
    private ClientRefusal() {}

    public static DomainException unknown() {
        return ProblemType.NOT_FOUND.refusal("There is no such client or secret.");
    }

    static DomainException exists() {
        return ProblemType.CLIENT_EXISTS.refusal("Another client has this clientId.");
    }

    static DomainException confusable() {
        return ProblemType.CLIENT_ID_CONFUSABLE.refusal(
                "It looks like the id of another client: case, 0 and o, 1, l and i, m and rn are not distinguished."
                        + " Choose another one.");
    }

    public static DomainException builtIn() {
        return ProblemType.BUILT_IN_CLIENT.refusal(
                "Users log in through it: it cannot be deleted, disabled or made confidential.");
    }
}
