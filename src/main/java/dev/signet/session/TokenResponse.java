package dev.signet.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The token object (RFC 6749 section 5.1).
 *
 * @param expiresIn seconds
 * @param refreshToken opaque to clients (RFC 6749 section 1.5)
 * @param refreshExpiresIn seconds until the session is over if it is not refreshed again
 */
@Schema(name = "Tokens")
public record TokenResponse(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,
        @JsonProperty("refresh_token") String refreshToken,
        @JsonProperty("refresh_expires_in") long refreshExpiresIn,
        String scope) {

    /** Shows no token. */
    @Override
    public String toString() {
        return "TokenResponse[" + scope + "]";
    }
}
