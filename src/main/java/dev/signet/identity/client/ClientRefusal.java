package dev.signet.identity.client;

import dev.signet.base.problem.ChangedTooOftenException;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import java.time.Duration;

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

    public static DomainException changedTooOften(Duration wait) {
        return new ChangedTooOftenException(
                "The client's tokens were ended several times within a few seconds, by taking something away from it or by disabling it."
                        + " Try again when Retry-After has passed.",
                wait);
    }

    public static DomainException noSecret() {
        return ProblemType.NO_CLIENT_SECRET.refusal(
                "Its authMethod is neither client_secret_basic nor client_secret_post.");
    }
}
