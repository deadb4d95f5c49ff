package dev.signet.launch.setup;

/** Something in the file that cannot be; the message shows no secret. */
final class SetupMistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    /** @param line counted from one */
    SetupMistake(int line, String message) {
        super(message, null, false, false);
        this.line = line;
    }

    int line() {
        return line;
    }
}
