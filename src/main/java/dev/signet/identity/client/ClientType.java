package dev.signet.identity.client;

import java.util.Locale;

/** Whether a client can keep a secret (RFC 6749 section 2.1). */
public enum ClientType {
    /** It runs where nobody but its owner sees it. */
    CONFIDENTIAL,
    /** It runs in its users' hands. */
    PUBLIC;

    /** As it is stored and shown. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ClientType of(AuthMethod method) {
        return method == AuthMethod.NONE ? PUBLIC : CONFIDENTIAL;
    }
}
