package dev.signet.jwt;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens: the checks of {@link Check} in their order, until one fails. Immutable and safe for use by many
 * threads; never blocks.
 */
public final class JwtVerifier {

    /** One rule: null when the token passes. */
    interface Rule {
        @Nullable Rejection apply(Candidate token, VerifyOptions options);
    }

    private static final List<Rule> RULES = List.of(
            SignatureRules::structure,
            SignatureRules::header,
            SignatureRules::algorithm,
            SignatureRules::key,
            SignatureRules::signature,
            ClaimRules::type,
            ClaimRules::payload,
            ClaimRules::notBefore,
            ClaimRules::expiry,
            ClaimRules::issuer,
            ClaimRules::audience,
            ClaimRules::claimTypes);

    private final VerifyOptions options;

    public JwtVerifier(VerifyOptions options) {
        this.options = options;
    }

    /**
     * Verifies, and gives the claims.
     *
     * @param token the compact serialisation, as received
     * @throws JwtRejectedException with the first check that failed
     */
    public Map<String, Object> verify(String token) throws JwtRejectedException {
        Candidate candidate = new Candidate(token);
        for (Rule rule : RULES) {
            Rejection rejection = rule.apply(candidate, options);
            if (rejection != null) {
                throw new JwtRejectedException(rejection);
            }
        }
        return candidate.claims();
    }
}
