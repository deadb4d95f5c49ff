package dev.signet.endpoint.clientkeys;

/** A key set could not be had. The message says why, for the log of whoever runs the server. */
final class KeySetUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: the cause is elsewhere. */
    KeySetUnavailableException(String reason) {
        super(reason, null, false, false);
    }
}
