package dev.signet.token.bearer;

import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Tokens that users were given at log-in, as against those that were minted, and those of clients, who have no password and no devices. */
public final class LoginToken {
    private LoginToken() {}

    /**
     * The session of the log-in.
     *
     * @throws DomainException 403 {@code forbidden} where the token is not from a log-in
     */
    public static String session(JsonWebToken token) {
        @Nullable String sessionId = token.getClaim("sid");
        if (sessionId == null || !token.getClaimNames().contains("auth_time")) {
            throw ProblemType.FORBIDDEN.refusal(
                    "The token of a user's log-in is required.",
                    Map.of(HttpHeaders.WWW_AUTHENTICATE, BearerMappers.INSUFFICIENT));
        }
        return sessionId;
    }
}
