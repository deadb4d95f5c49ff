package dev.signet.token;

import dev.signet.jwt.JwsAlgorithm;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.jwt.JwtVerifier;
import dev.signet.jwt.VerifyOptions;
import dev.signet.key.Keys;
import dev.signet.oauth.IssuerConfig;
import dev.signet.oauth.TokenConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The only verifier of access tokens: the checks of {@code jwt} under our policy (RFC 9068 section 4). */
@ApplicationScoped
public class AccessTokenVerifier {
    /** The {@code typ} of access tokens. */
    static final String TYPE = "at+jwt";

    private static final int MAX_LENGTH = 8 * 1024;

    private final JwtVerifier verifier;

    AccessTokenVerifier(Keys keys, IssuerConfig issuer, TokenConfig config, Clock clock) {
        verifier = new JwtVerifier(new VerifyOptions(
                kid -> keys.ring().verifying(kid),
                EnumSet.allOf(JwsAlgorithm.class),
                Set.of(TYPE, "application/" + TYPE),
                issuer.issuer(),
                config.audience(),
                config.clockTolerance(),
                MAX_LENGTH,
                clock));
    }

    /** Gives the claims. Never blocks, asks no database. */
    public Map<String, Object> verify(String token) throws JwtRejectedException {
        return verifier.verify(token);
    }
}
