package dev.signet.jwt;

import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Our verification as far as the signature: for published vectors, which are no access tokens and name no {@code kid}. The
 * rules are those of {@link JwtVerifier}; only the look-up of the key is left out.
 */
public final class SignatureOnly {
    private static final VerifyOptions OPTIONS = new VerifyOptions(
            kid -> Optional.empty(),
            EnumSet.allOf(JwsAlgorithm.class),
            Set.of(),
            "",
            "",
            Duration.ZERO,
            8192,
            Clock.systemUTC());

    private SignatureOnly() {}

    /** The check that refuses the token; null when its signature is good. */
    public static @Nullable Check refusal(String token, PublicKey key) {
        Candidate candidate = new Candidate(token);
        for (JwtVerifier.Rule rule :
                new JwtVerifier.Rule[] {SignatureRules::structure, SignatureRules::header, SignatureRules::algorithm}) {
            Rejection rejection = rule.apply(candidate, OPTIONS);
            if (rejection != null) {
                return rejection.check();
            }
        }
        candidate.key(new VerificationKey("vector", candidate.algorithm(), key));
        Rejection rejection = SignatureRules.signature(candidate, OPTIONS);
        return rejection == null ? null : rejection.check();
    }
}
