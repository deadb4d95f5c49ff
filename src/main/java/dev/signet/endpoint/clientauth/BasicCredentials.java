package dev.signet.endpoint.clientauth;

import dev.signet.base.protocol.FormParameters;
import dev.signet.base.protocol.OAuthError;
import dev.signet.base.protocol.OAuthException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A client's id and secret in the header, each form-encoded within (RFC 6749 section 2.3.1, RFC 7617). */
record BasicCredentials(String clientId, String secret) {
    private static final Pattern HEADER = Pattern.compile("(?i:basic) +([A-Za-z0-9+/]+={0,2})");

    /** @throws OAuthException {@code invalid_client} for another scheme or form, {@code invalid_request} for broken escapes */
    static BasicCredentials read(String authorization) {
        Matcher header = HEADER.matcher(authorization);
        if (header.matches()) {
            try {
                byte[] bytes = Base64.getDecoder().decode(header.group(1));
                String[] halves = new String(bytes, StandardCharsets.ISO_8859_1).split(":", 2);
                if (halves.length == 2) {
                    return new BasicCredentials(FormParameters.decode(halves[0]), FormParameters.decode(halves[1]));
                }
            } catch (IllegalArgumentException notBase64) {
                // refused below
            }
        }
        throw new OAuthException(
                OAuthError.INVALID_CLIENT,
                "The Authorization header is not Basic with the id and the secret of a client.");
    }

    /** Whose they say they are; nothing where they are none. */
    static Optional<String> allegedId(@Nullable String authorization) {
        try {
            return Optional.ofNullable(authorization).map(header -> read(header).clientId());
        } catch (OAuthException e) {
            return Optional.empty();
        }
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "BasicCredentials[" + clientId + "]";
    }
}
