package dev.signet.key;

import dev.signet.http.DomainException;
import dev.signet.http.Problem;
import dev.signet.jwt.JwsAlgorithm;
import java.time.Instant;

/** A change of the ring that is not made. */
final class KeyRefusal extends DomainException {
    private static final long serialVersionUID = 1L;

    private KeyRefusal(int status, String code, String title, String detail) {
        super(Problem.of(status, code, title, detail));
    }

    static KeyRefusal unknown(String kid) {
        return new KeyRefusal(404, "not-found", "Not Found", "There is no key of this kid.");
    }

    static KeyRefusal alreadyThere(String kid) {
        return new KeyRefusal(
                409, "key-exists", "The key exists already", "The key " + kid + " is or was in the key ring.");
    }

    static KeyRefusal noSuchAlgorithm(JwsAlgorithm algorithm) {
        return new KeyRefusal(
                400,
                "key-refused",
                "The key cannot be used",
                "There are no keys for " + algorithm.alg() + ": add it to signet.keys.algorithms.");
    }

    static KeyRefusal standbyTooYoung(Instant ready) {
        return new KeyRefusal(
                409,
                "standby-too-young",
                "The standby key is too young to sign",
                "Verifiers may not have seen it before " + ready + ". Withdraw the active key if it is compromised.");
    }

    static KeyRefusal standbyDamaged(Instant ready) {
        return new KeyRefusal(
                409,
                "standby-damaged",
                "The standby key is damaged",
                "Its private half cannot be opened, so it was discarded. Verifiers may not have seen another before "
                        + ready + ". Withdraw the active key if it is compromised.");
    }
}
