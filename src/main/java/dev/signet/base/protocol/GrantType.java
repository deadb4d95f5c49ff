package dev.signet.base.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a client comes to a token. What a client may be registered for is not always served already. */
public enum GrantType {
    /** By itself (RFC 6749 section 4.4). */
    CLIENT_CREDENTIALS,
    /** With what it was given before (RFC 6749 section 6). */
    REFRESH_TOKEN,
    /** With what its user's browser brought (RFC 6749 section 4.1). */
    AUTHORIZATION_CODE;

    /** The value of {@code grant_type}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The grant of exactly that name. */
    public static Optional<GrantType> named(String code) {
        return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
    }
}
