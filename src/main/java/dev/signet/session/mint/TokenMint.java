package dev.signet.session.mint;

import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.problem.DomainException;
import dev.signet.base.problem.Violation;
import dev.signet.base.protocol.TokenConfig;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.AccessTokenVerifier;
import dev.signet.token.PreparedToken;
import dev.signet.token.TokenIssuer;
import dev.signet.token.key.Keys;
import dev.signet.token.keystore.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prepares tokens with claims of somebody's choice, within {@link MintPolicy}, and reports them. */
@ApplicationScoped
class TokenMint {
    static final String MINT = "token.mint";

    private final Keys keys;
    private final TokenIssuer issuer;
    private final AuditLog audit;
    private final MintPolicy policy;

    TokenMint(Keys keys, TokenIssuer issuer, AuditLog audit, TokenConfig config) {
        this.keys = keys;
        this.issuer = issuer;
        this.audit = audit;
        this.policy = new MintPolicy(config.audience(), config.lifespan(), config.longestLifespan());
    }

    /**
     * Prepares a token and reports it, as part of the current transaction. It is signed after that.
     *
     * @throws DomainException 400 where the request breaks a rule, 403 where it takes roles that the caller does not hold
     */
    @Transactional(Transactional.TxType.MANDATORY)
    PreparedToken mint(MintRequest request, MintingCaller minter) {
        Map<String, Object> claims = policy.claims(request, minter);
        claims.put("client_id", minter.clientId());
        SigningKey key = key(request.algorithm());
        PreparedToken token = issuer.prepare(claims, key, minter.at())
                .orElseThrow(() -> DomainException.invalid(new Violation(
                        "claims", "must fit into a token of " + AccessTokenVerifier.MAX_LENGTH + " characters")));
        audit.record(MINT, token.id(), Outcome.SUCCESS, reported(claims, key));
        return token;
    }

    /** What gives the token its power, and not what is in it for others. */
    private static Map<String, Object> reported(Map<String, Object> claims, SigningKey key) {
        Map<String, Object> reported = new LinkedHashMap<>();
        reported.put("kid", key.kid());
        for (String name : List.of("sub", "upn", "aud", "exp", "groups", "scope")) {
            if (claims.containsKey(name)) {
                reported.put(name, claims.get(name));
            }
        }
        return reported;
    }

    private SigningKey key(@Nullable String algorithm) {
        if (algorithm == null) {
            return keys.signing();
        }
        return JwsAlgorithm.named(algorithm)
                .flatMap(keys.ring()::active)
                .orElseThrow(() -> DomainException.invalid(
                        new Violation("algorithm", "must be an algorithm with a key that signs now")));
    }
}
