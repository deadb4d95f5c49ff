package dev.signet.admin.audit;

import java.util.Locale;

/** How it ended. */
public enum Outcome {
    /** It was done. */
    SUCCESS,
    /** It was not allowed, or broke a rule. */
    REFUSED,
    /** It was allowed, and went wrong. */
    FAILURE;

    /** As it is stored and shown. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
