package dev.signet.token;

import static java.util.Objects.requireNonNull;

import dev.signet.http.UnavailableException;
import dev.signet.jwt.JwtSigner;
import dev.signet.key.Keys;
import dev.signet.key.SigningKey;
import dev.signet.oauth.IssuerConfig;
import dev.signet.oauth.OAuthError;
import dev.signet.oauth.OAuthException;
import dev.signet.oauth.TokenConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
     * @param scope what it is for; null where it does not say
     */
    public record AccessToken(
            String id,
            String value,
            Duration expiresIn,
            @Nullable String scope) {
        /** Shows no token. */
        @Override
        public String toString() {
            return "AccessToken[" + expiresIn + "]";
        }
    }

    /**
     * A token that says what somebody was granted, and what others add to it.
     *
     * @throws UnavailableException while no key signs with the algorithm that the client wants
     * @throws OAuthException {@code invalid_scope} where it would be too long
     */
    public AccessToken issue(Authorization authorization) {
        ClientTokens client = authorization.client();
        Instant now = Authorization.after(client.validFrom(), authorization.grantedAt());
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", authorization.subject());
        claims.put("aud", client.audience().size() == 1 ? client.audience().get(0) : client.audience());
        claims.put("exp", now.plus(lifespan(client)).getEpochSecond());
        claims.put("client_id", client.clientId());
        if (!client.scope().names().isEmpty()) {
            claims.put("scope", client.scope().toString());
        }
        claims.put("groups", List.copyOf(authorization.roles()));
        authorization.login().ifPresent(login -> {
            claims.put("auth_time", login.authenticatedAt().getEpochSecond());
            claims.put("sid", login.sessionId());
            claims.put("upn", login.username());
            claims.merge("exp", login.end().getEpochSecond(), (end, last) -> Math.min((long) end, (long) last));
        });
        Map<String, Object> more = authorization.login().isPresent() ? added.of(authorization) : Map.of();
        return sign(claims, more, key(client), now)
                .orElseThrow(() -> new OAuthException(
                        OAuthError.INVALID_SCOPE, "Scope, audience and roles together make a token that is too long."));
    }

    /** A token that is too long is refused everywhere: then it is better without what others add. */
    private Optional<AccessToken> sign(
            Map<String, Object> claims, Map<String, Object> more, SigningKey key, Instant now) {
        if (!more.isEmpty()) {
            Map<String, Object> all = new LinkedHashMap<>(more);
            all.putAll(claims);
            Optional<AccessToken> token = sign(all, key, now);
            if (token.isPresent()) {
                return token;
            }
            added.leftOut();
        }
        return sign(claims, key, now);
    }

    /**
     * Lets pass only where a token for this client can be signed, for who has something to lose if it cannot.
     *
     * @throws UnavailableException while no key signs with the algorithm that the client wants
     */
    public void checkSigns(ClientTokens client) {
        SigningKey unused = key(client);
    }

    /** The bound may have been lowered since the client was given its own. */
    private Duration lifespan(ClientTokens client) {
        return client.lifespan()
                .filter(own -> own.compareTo(config.longestLifespan()) < 0)
                .orElse(client.lifespan().isPresent() ? config.longestLifespan() : config.lifespan());
    }

    private SigningKey key(ClientTokens client) {
        return client.algorithm()
                .map(algorithm -> keys.ring()
                        .active(algorithm)
                        .orElseThrow(() -> new UnavailableException(
                                "No key signs with " + algorithm.alg() + " now.", Duration.ofMinutes(1))))
                .orElseGet(keys::signing);
    }

    /** Signs claims, {@code exp} among them, with those that name the token and who made it when; unless that is too long. */
    Optional<AccessToken> sign(Map<String, Object> claims, SigningKey key, Instant now) {
        String id = UUID.randomUUID().toString();
        claims.put("iss", issuer);
        claims.put("iat", now.getEpochSecond());
        claims.put("jti", id);
        Map<String, Object> header = Map.of("kid", key.kid(), "typ", AccessTokenVerifier.TYPE);
        String token = JwtSigner.sign(claims, key.privateKey().orElseThrow(), key.algorithm(), header);
        if (token.length() > AccessTokenVerifier.MAX_LENGTH) {
            return Optional.empty();
        }
        meters.counter("signet.tokens.issued", "algorithm", key.algorithm().alg(), "kid", key.kid())
                .increment();
        long seconds = ((Number) requireNonNull(claims.get("exp"))).longValue() - now.getEpochSecond();
        // of a client that was just narrowed, iat may be a little ahead, and so beyond the end of a session that is
        // about to end
        Duration left = Duration.ofSeconds(Math.max(0, seconds));
        return Optional.of(new AccessToken(id, token, left, (String) claims.get("scope")));
    }
}
