package dev.signet.endpoint.oauth;

import static java.util.Objects.requireNonNull;

import dev.signet.admin.audit.Outcome;
import dev.signet.admin.auditlog.AuditLog;
import dev.signet.base.protocol.OAuthError;
import dev.signet.base.protocol.OAuthException;
import dev.signet.identity.client.Client;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.token.AccessTokenVerifier;
import dev.signet.token.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/** Ends single access tokens for the clients to which they were issued. */
@ApplicationScoped
class AccessTokenRevocation {
    private final AccessTokenVerifier verifier;
    private final Revocations revocations;
    private final AuditLog audit;

    AccessTokenRevocation(AccessTokenVerifier verifier, Revocations revocations, AuditLog audit) {
        this.verifier = verifier;
        this.revocations = revocations;
        this.audit = audit;
    }

    /**
     * Ends a token, unless it is none, or not good anyway.
     *
     * @throws dev.signet.base.problem.ChangedTooOftenException 429 where too many tokens of this subject and client were ended just now
     * @throws OAuthException {@code invalid_grant} where it is another client's (RFC 7009 section 2.1)
     */
    @Transactional
    void revoke(String token, Client client) {
        try {
            Map<String, Object> claims = verifier.verifyForAnybody(token);
            if (!client.clientId().equals(claims.get("client_id"))) {
                throw ofAnotherClient();
            }
            String jti = (String) requireNonNull(claims.get("jti"));
            String subject = (String) requireNonNull(claims.get("sub"));
            revocations.revokeToken(
                    jti,
                    List.of(AccessTokenVerifier.maker(claims), client.clientId()),
                    AccessTokenVerifier.issuedAt(claims),
                    AccessTokenVerifier.expiry(claims));
            audit.as(client.clientId(), client.clientId(), client.roles());
            audit.recordOrCount("token.revoke", jti, Outcome.SUCCESS, Map.of("subject", subject));
        } catch (JwtRejectedException e) {
            // nothing is left to end
        }
    }

    /** RFC 7009 section 2.1. */
    static OAuthException ofAnotherClient() {
        return new OAuthException(OAuthError.INVALID_GRANT, "The token was issued to another client.");
    }
}
