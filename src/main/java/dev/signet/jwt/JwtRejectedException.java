package dev.signet.jwt;

/** A token was refused; {@link #rejection()} says why. Carries no stack trace: a refusal is an answer, not a fault. */
public final class JwtRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    public JwtRejectedException(Rejection rejection) {
        super(rejection.message(), null, false, false);
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }
}
