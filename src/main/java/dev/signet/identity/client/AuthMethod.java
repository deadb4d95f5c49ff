package dev.signet.identity.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a client authenticates (OpenID Connect Core section 9); a client has one way. */
public enum AuthMethod {
    /** Its id and secret in the header (RFC 6749 section 2.3.1). */
    CLIENT_SECRET_BASIC,
    /** Its id and secret in the body (RFC 6749 section 2.3.1). */
    CLIENT_SECRET_POST,
    /** A token that it signs itself (RFC 7523 section 2.2). */
    PRIVATE_KEY_JWT,
    /** Not at all: a public client only says who it is. */
    NONE;

    /** As RFC 7591 names it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the client has secrets of ours. */
    public boolean hasSecret() {
        return this == CLIENT_SECRET_BASIC || this == CLIENT_SECRET_POST;
    }

    public static Optional<AuthMethod> named(String code) {
        return Arrays.stream(values())
                .filter(method -> method.code().equals(code))
                .findFirst();
    }
}
