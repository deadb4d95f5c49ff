package dev.signet.endpoint.login;

import dev.signet.jwt.JwtRejectedException;
import dev.signet.session.lifecycle.SessionEnds;
import dev.signet.token.AccessTokenVerifier;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Log-out. It takes the token itself, and not what Quarkus security made of it: whoever lost the answer logs out again, with
 * a token that is revoked by then.
 */
@Path("/api/logout")
@PermitAll
public class LogoutResource {
    private static final Pattern BEARER = Pattern.compile("bearer +(\\S+)", Pattern.CASE_INSENSITIVE);

    private final AccessTokenVerifier verifier;
    private final SessionEnds ends;

    LogoutResource(AccessTokenVerifier verifier, SessionEnds ends) {
        this.verifier = verifier;
        this.ends = ends;
    }

    @POST
    public void logOut(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization);
        if (!bearer.matches()) {
            throw new UnauthorizedException();
        }
        Map<String, Object> claims = claims(bearer.group(1));
        ends.logOut(claims, verifier.isRevoked(claims));
    }

    private Map<String, Object> claims(String token) {
        try {
            return verifier.verifyIgnoringRevocation(token);
        } catch (JwtRejectedException e) {
            throw new AuthenticationFailedException(e);
        }
    }
}
