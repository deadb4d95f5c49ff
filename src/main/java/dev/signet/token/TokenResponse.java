package dev.signet.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The token object (RFC 6749 section 5.1).
 *
 * @param expiresIn seconds
 * @param refreshToken opaque to clients (RFC 6749 section 1.5); only where a session goes on with it
 * @param refreshExpiresIn seconds until the session is over if it is not refreshed again
 * @param scope what was granted; not there where that is nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenResponse(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,
        @JsonProperty("refresh_token") @Nullable String refreshToken,

        @JsonProperty("refresh_expires_in") @Nullable Long refreshExpiresIn,

        @Nullable String scope) {

    /** An access token and nothing else. */
    static TokenResponse of(String accessToken, long expiresIn, @Nullable String scope) {
        return new TokenResponse(accessToken, "Bearer", expiresIn, null, null, scope);
    }

    /** The same, with what the session goes on with. */
    public TokenResponse refreshedBy(String token, long seconds) {
        return new TokenResponse(accessToken, tokenType, expiresIn, token, seconds, scope);
    }

    /** Shows no token. */
    @Override
    public String toString() {
        return "TokenResponse[" + scope + "]";
    }
}
