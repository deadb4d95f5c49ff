package dev.signet.token;

import static java.util.Objects.requireNonNull;

import dev.signet.jwt.JwtSigner;
import dev.signet.key.Keys;
import dev.signet.key.SigningKey;
import dev.signet.oauth.IssuerConfig;
import dev.signet.oauth.TokenConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
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
    private final AddedClaims added;

    TokenIssuer(Keys keys, IssuerConfig issuer, TokenConfig config, AddedClaims added, MeterRegistry meters) {
        this.keys = keys;
        this.issuer = issuer.issuer();
        this.config = config;
        this.added = added;
        this.meters = meters;
    }

    /**
     * An access token in a client's hands.
     *
     * @param id its {@code jti}
     * @param value the compact JWS
     * @param expiresIn how long it lives from now
     */
    public record AccessToken(String id, String value, Duration expiresIn) {
        /** Shows no token. */
        @Override
        public String toString() {
            return "AccessToken[" + expiresIn + "]";
        }
    }

    /** A token that says what somebody was granted, and what others add to it. */
    public AccessToken issue(Authorization authorization) {
        Instant now = authorization.grantedAt();
        Instant end = now.plus(config.lifespan());
        Map<String, Object> claims = new LinkedHashMap<>(added.of(authorization));
        claims.put("sub", authorization.subject());
        claims.put("aud", config.audience());
        claims.put("exp", Math.min(end.getEpochSecond(), authorization.end().getEpochSecond()));
        claims.put("client_id", authorization.clientId());
        claims.put("scope", authorization.scope());
        claims.put("auth_time", authorization.authenticatedAt().getEpochSecond());
        claims.put("sid", authorization.sessionId());
        claims.put("upn", authorization.username());
        claims.put("groups", List.copyOf(authorization.roles()));
        return sign(claims, keys.signing(), now);
    }

    /** Signs claims, {@code exp} among them, with those that name the token and who made it when. */
    AccessToken sign(Map<String, Object> claims, SigningKey key, Instant now) {
        String id = UUID.randomUUID().toString();
        claims.put("iss", issuer);
        claims.put("iat", now.getEpochSecond());
        claims.put("jti", id);
        Map<String, Object> header = Map.of("kid", key.kid(), "typ", AccessTokenVerifier.TYPE);
        String token = JwtSigner.sign(claims, key.privateKey().orElseThrow(), key.algorithm(), header);
        meters.counter("signet.tokens.issued", "algorithm", key.algorithm().alg(), "kid", key.kid())
                .increment();
        long seconds = ((Number) requireNonNull(claims.get("exp"))).longValue() - now.getEpochSecond();
        return new AccessToken(id, token, Duration.ofSeconds(seconds));
    }
}
