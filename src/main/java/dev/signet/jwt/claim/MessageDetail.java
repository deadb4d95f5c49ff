package dev.signet.jwt.claim;

/** How much a message says. */
public enum MessageDetail {
    /** What was expected is said too, as {@code jsonwebtoken} does: for whoever verifies. */
    WITH_EXPECTED {
        @Override
        public String of(String message, String expected) {
            return message + ". expected: " + expected;
        }
    },
    /** Only what failed: for whoever sent the token. */
    BRIEF {
        @Override
        public String of(String message, String expected) {
            return message;
        }
    };

    public abstract String of(String message, String expected);
}
