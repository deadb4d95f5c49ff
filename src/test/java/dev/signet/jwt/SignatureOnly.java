package dev.signet.jwt;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.jwt.claim.TokenUnderCheck;
import java.security.Key;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * For vectors that are no access tokens: what the engine says of a token as far as its signature, whatever its claims. Their keys
 * are known to everybody, so that no {@link JwtKey} can be made of them.
 */
public final class SignatureOnly {
    private SignatureOnly() {}

    /** The check that refuses the token; null when its signature is good. */
    public static @Nullable Check refusal(String token, Key key) {
        TokenUnderCheck candidate = new TokenUnderCheck(token, VerifyOptions.DEFAULTS.maxLength);
        try {
            SignatureRules.structure(VerifyOptions.DEFAULTS.maxLength).test().apply(candidate);
            SignatureRules.header().test().apply(candidate);
            SignatureRules.algorithm(EnumSet.allOf(JwsAlgorithm.class)).test().apply(candidate);
            if (!candidate.algorithm().fits(key)) {
                return Check.KEY;
            }
            candidate.key(key);
            SignatureRules.signature().test().apply(candidate);
            return null;
        } catch (JwtRejectedException e) {
            return e.rejection().check();
        }
    }
}
