package dev.signet.token.keyimport;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import java.util.Locale;

/** A key that is not taken into the ring: 400, {@code key-refused}. The detail says why, and never shows the key. */
public final class KeyRefusedException extends DomainException {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param reason one sentence for who sent the key, without any part of it
     */
    KeyRefusedException(String reason) {
        super(ProblemType.KEY_REFUSED.problem(reason));
    }

    /** As the rule of strength or the reader of keys says it, as a sentence. */
    static KeyRefusedException of(IllegalArgumentException refusal) {
        String reason = String.valueOf(refusal.getMessage());
        return new KeyRefusedException(reason.substring(0, 1).toUpperCase(Locale.ROOT) + reason.substring(1) + ".");
    }
}
