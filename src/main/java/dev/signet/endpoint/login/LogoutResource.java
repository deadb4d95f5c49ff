package dev.signet.endpoint.login;

import dev.signet.jwt.JwtRejectedException;
import dev.signet.session.lifecycle.SessionEnds;
import dev.signet.token.AccessTokenVerifier;
import dev.signet.token.bearer.BearerMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;

/**
 * Log-out. It takes the token itself, and not what Quarkus security made of it: whoever lost the answer logs out again, with
 * a token that is revoked by then.
 */
@Path("/api/logout")
@PermitAll
public class LogoutResource {
    private final AccessTokenVerifier verifier;
    private final SessionEnds ends;

    LogoutResource(AccessTokenVerifier verifier, SessionEnds ends) {
        this.verifier = verifier;
        this.ends = ends;
    }

    @POST
    public void logOut(@HeaderParam(HttpHeaders.AUTHORIZATION) List<String> authorization) {
        Map<String, Object> claims =
                claims(BearerMechanism.token(authorization).orElseThrow(UnauthorizedException::new));
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
