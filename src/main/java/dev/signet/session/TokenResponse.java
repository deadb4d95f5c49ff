package dev.signet.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The token object (RFC 6749 section 5.1).
 *
 * @param expiresIn seconds
 */
@Schema(name = "Tokens")
public record TokenResponse(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,
        String scope) {

    /** Shows no token. */
    @Override
    public String toString() {
        return "TokenResponse[" + scope + "]";
    }
}
