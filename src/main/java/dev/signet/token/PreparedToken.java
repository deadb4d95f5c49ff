package dev.signet.token;

import static java.util.Objects.requireNonNull;

import dev.signet.token.keystore.SigningKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An access token that only has to be signed: so that whatever can go wrong does so before anything is used up for it.
 *
 * @param claims all of them
 * @param key that can sign
 */
public record PreparedToken(Map<String, Object> claims, SigningKey key) {
    /** Its {@code jti}. */
    public String id() {
        return (String) requireNonNull(claims.get("jti"));
    }

    /**
     * How many seconds it lives. Of a client that was just narrowed, {@code iat} may be a little ahead, and so beyond the end of a
     * session that is about to end.
     */
    long expiresIn() {
        return Math.max(0, seconds("exp") - seconds("iat"));
    }

    private long seconds(String claim) {
        return ((Number) requireNonNull(claims.get(claim))).longValue();
    }

    /** What it is for; null where it does not say. */
    @Nullable String scope() {
        return (String) claims.get("scope");
    }

    /** Shows no claims: they are somebody's. */
    @Override
    public String toString() {
        return "PreparedToken[" + key + "]";
    }
}
