package dev.signet.jwt;

/** How much a message says. */
enum Wording {
    /** What was expected is said too, as {@code jsonwebtoken} does: for whoever verifies. */
    WITH_EXPECTED {
        @Override
        String of(String message, String expected) {
            return message + ". expected: " + expected;
        }
    },
    /** Only what failed: for whoever sent the token. */
    BRIEF {
        @Override
        String of(String message, String expected) {
            return message;
        }
    };

    abstract String of(String message, String expected);
}
