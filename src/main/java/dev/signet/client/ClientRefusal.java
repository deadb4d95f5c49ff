package dev.signet.client;

import dev.signet.http.ChangedTooOftenException;
import dev.signet.http.DomainException;
import dev.signet.http.Problem;
import java.time.Duration;

/** Something about a client that is not done. */
final class ClientRefusal extends DomainException {
    private static final long serialVersionUID = 1L;

    private ClientRefusal(int status, String code, String title, String detail) {
        super(Problem.of(status, code, title, detail));
    }

    static ClientRefusal unknown() {
        return new ClientRefusal(404, "not-found", "Not Found", "There is no such client or secret.");
    }

    static ClientRefusal exists() {
        return new ClientRefusal(
                409, "client-exists", "The client exists already", "Another client has this clientId.");
    }

    static ClientRefusal confusable() {
        return new ClientRefusal(
                409,
                "client-id-confusable",
                "The id looks like that of another client",
                "It looks like the id of another client: case, 0 and o, 1, l and i, m and rn are not distinguished."
                        + " Choose another one.");
    }

    static ClientRefusal builtIn() {
        return new ClientRefusal(
                409,
                "built-in-client",
                "This client is part of Signet",
                "Users log in through it: it cannot be deleted, disabled or made confidential.");
    }

    static DomainException changedTooOften(Duration wait) {
        return new ChangedTooOftenException(
                "The client's tokens were ended several times within a few seconds, by taking something away from it or by disabling it."
                        + " Try again when Retry-After has passed.",
                wait);
    }

    static ClientRefusal noSecret() {
        return new ClientRefusal(
                409,
                "no-client-secret",
                "This client has no secret",
                "Its authMethod is neither client_secret_basic nor client_secret_post.");
    }
}
