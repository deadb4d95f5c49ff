package dev.signet.base.protocol;

import java.util.Locale;

/** What a client is told at an OAuth endpoint when its request is refused (RFC 6749 section 5.2, RFC 8707 section 2). */
public enum OAuthError {
    /** The request lacks a parameter, has one twice, or is malformed otherwise. */
    INVALID_REQUEST(400),
    /** The client is unknown, or has not proved to be itself. */
    INVALID_CLIENT(401),
    /** What was to be exchanged is not good, or another client's. */
    INVALID_GRANT(400),
    /** The client is not registered for this grant. */
    UNAUTHORIZED_CLIENT(400),
    /** There is no such grant here. */
    UNSUPPORTED_GRANT_TYPE(400),
    /** The scope is malformed, unknown, or more than the client may have. */
    INVALID_SCOPE(400),
    /** The client may not have tokens for this resource (RFC 8707 section 2). */
    INVALID_TARGET(400);

    private final int status;

    OAuthError(int status) {
        this.status = status;
    }

    /** The value of {@code error}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }
}
