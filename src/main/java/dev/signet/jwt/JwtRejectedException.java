package dev.signet.jwt;

import org.jspecify.annotations.Nullable;

/** A token was refused; {@link #rejection()} says why. Carries no stack trace: a refusal is an answer, not a fault. */
public final class JwtRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    public JwtRejectedException(Rejection rejection) {
        this(rejection, null);
    }

    /**
     * A refusal that has a fault behind it.
     *
     * @param cause not to be shown to whoever sent the token
     */
    JwtRejectedException(Rejection rejection, @Nullable Throwable cause) {
        super(rejection.message(), cause, false, false);
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }
}
