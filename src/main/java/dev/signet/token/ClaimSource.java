package dev.signet.token;

import java.util.Map;
import java.util.Set;

/**
 * Adds claims to the access tokens of users: an application that extends Signet declares a CDI bean of this type. It is asked
 * at every log-in and refresh, on a thread that may block. Where it throws, the log-in or refresh has not taken place, and the
 * refresh token can be used again.
 *
 * <p>As long as it takes, the user waits, and a connection to the database and the rows of session and user are held: it needs a
 * time limit of its own. It has no part in that transaction, may have ones of its own, and must not change those rows.
 *
 * <p>Claims that Signet sets, and those with a meaning to whoever verifies, cannot be replaced: {@link #PROTECTED}
 * are left out, and the log says so once. Tokens are sent with each request, so all sources together may add
 * {@link #MOST_BYTES}: with more, the log-in or refresh fails as if the source had thrown. Whoever holds a token can read
 * it, so add no secret.
 */
public interface ClaimSource {
    /** How many bytes the claims of all sources may have together, as one JSON object in UTF-8. */
    int MOST_BYTES = 2048;

    /** What no claim source sets: registered claims (RFC 7519 section 4.1), and those of access tokens (RFC 9068, MicroProfile JWT). */
    Set<String> PROTECTED = Set.of(
            "iss",
            "sub",
            "aud",
            "exp",
            "nbf",
            "iat",
            "jti",
            "client_id",
            "scope",
            "auth_time",
            "sid",
            "act",
            "upn",
            "preferred_username",
            "groups",
            "raw_token");

    /**
     * Claims to add.
     *
     * @param authorization for whom, and what they were granted; its login is there
     * @return names and JSON values: strings, numbers, booleans, lists and maps of such; what is anything else, or holds null, is
     *     left out
     */
    Map<String, Object> claims(Authorization authorization);
}
