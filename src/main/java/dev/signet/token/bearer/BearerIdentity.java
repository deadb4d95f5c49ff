package dev.signet.token.bearer;

import dev.signet.jwt.JwtRejectedException;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/**
 * Where Quarkus security asks whose token this is: it gets the answer of {@link dev.signet.token.AccessTokenVerifier}, or what is remembered of
 * it, from which the injected {@code JsonWebToken} and {@code @RolesAllowed} live. Runs on the event loop.
 */
@ApplicationScoped
@Alternative
@Priority(1)
class BearerIdentity extends JWTCallerPrincipalFactory {
    private final VerifiedTokenCache verifier;

    BearerIdentity(VerifiedTokenCache verifier) {
        this.verifier = verifier;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
        try {
            return new Caller(verifier.verify(token), token);
        } catch (JwtRejectedException e) {
            throw new ParseException(e.getMessage(), e);
        }
    }
}
