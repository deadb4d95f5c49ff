package dev.signet.token;

import dev.signet.jwt.JwtSigner;
import dev.signet.key.Keys;
import dev.signet.key.SigningKey;
import dev.signet.oauth.IssuerConfig;
import dev.signet.oauth.TokenConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes access tokens (RFC 9068 section 2, MicroProfile JWT). */
@ApplicationScoped
public class TokenIssuer {
    private final Keys keys;
    private final String issuer;
    private final TokenConfig config;
    private final MeterRegistry meters;

    TokenIssuer(Keys keys, IssuerConfig issuer, TokenConfig config, MeterRegistry meters) {
        this.keys = keys;
        this.issuer = issuer.issuer();
        this.config = config;
        this.meters = meters;
    }

    /**
     * An access token in a client's hands.
     *
     * @param value the compact JWS
     * @param expiresIn how long it lives from now
     */
    public record AccessToken(String value, Duration expiresIn) {
        /** Shows no token. */
        @Override
        public String toString() {
            return "AccessToken[" + expiresIn + "]";
        }
    }

    public AccessToken issue(Authorization authorization) {
        long issuedAt = authorization.grantedAt().getEpochSecond();
        long expiresAt = Math.min(
                issuedAt + config.lifespan().toSeconds(), authorization.end().getEpochSecond());
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", authorization.subject());
        claims.put("aud", config.audience());
        claims.put("exp", expiresAt);
        claims.put("iat", issuedAt);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("client_id", authorization.clientId());
        claims.put("scope", authorization.scope());
        claims.put("auth_time", authorization.authenticatedAt().getEpochSecond());
        claims.put("sid", authorization.sessionId());
        claims.put("upn", authorization.username());
        claims.put("groups", List.copyOf(authorization.roles()));

        SigningKey key = keys.signing();
        Map<String, Object> header = Map.of("kid", key.kid(), "typ", AccessTokenVerifier.TYPE);
        String token = JwtSigner.sign(claims, key.privateKey().orElseThrow(), key.algorithm(), header);
        meters.counter("signet.tokens.issued", "algorithm", key.algorithm().alg(), "kid", key.kid())
                .increment();
        return new AccessToken(token, Duration.ofSeconds(expiresAt - issuedAt));
    }
}
