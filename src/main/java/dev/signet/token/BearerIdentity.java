package dev.signet.token;

import dev.signet.jwt.JwtRejectedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import org.eclipse.microprofile.jwt.Claims;
import org.jose4j.jwt.JwtClaims;

/**
 * Where Quarkus security asks whose token this is: it gets the answer of {@link AccessTokenVerifier}, from which the
 * injected {@code JsonWebToken} and {@code @RolesAllowed} live. Runs on the event loop.
 */
@ApplicationScoped
@Alternative
@Priority(1)
class BearerIdentity extends JWTCallerPrincipalFactory {
    private final AccessTokenVerifier verifier;
    private final MeterRegistry meters;

    BearerIdentity(AccessTokenVerifier verifier, MeterRegistry meters) {
        this.verifier = verifier;
        this.meters = meters;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
        try {
            JwtClaims claims = new JwtClaims();
            verifier.verify(token).forEach(claims::setClaim);
            claims.setClaim(Claims.raw_token.name(), token);
            return new DefaultJWTCallerPrincipal(claims);
        } catch (JwtRejectedException e) {
            meters.counter(
                            "signet.tokens.rejected",
                            "check",
                            e.rejection().check().name())
                    .increment();
            throw new ParseException(e.getMessage(), e);
        }
    }
}
