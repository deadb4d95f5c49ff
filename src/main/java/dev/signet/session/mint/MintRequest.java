package dev.signet.session.mint;

import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to have signed.
 *
 * @param claims any JSON, but for the claims that Signet sets by itself
 * @param expiresIn seconds, or a time span as {@code 10h} or {@code 7d}; instead of {@code exp} among the claims
 * @param audience one name or several; instead of {@code aud} among the claims
 * @param algorithm one with a key that signs now; by default the one of all tokens
 */
public record MintRequest(
        @NotNull Map<String, @Nullable Object> claims,

        @Nullable Object expiresIn,

        @Nullable Object audience,

        @Nullable String algorithm) {

    /** Shows no claims: they are somebody's. */
    @Override
    public String toString() {
        return "MintRequest[" + algorithm + "]";
    }
}
