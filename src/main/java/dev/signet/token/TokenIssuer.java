package dev.signet.token;

import dev.signet.base.problem.UnavailableException;
import dev.signet.base.protocol.IssuerConfig;
import dev.signet.base.protocol.TokenConfig;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.key.Keys;
import dev.signet.token.keystore.SigningKey;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.json.JsonUtil;

/** Makes access tokens (RFC 9068 section 2, MicroProfile JWT). */
@ApplicationScoped
public class TokenIssuer {
    /** As every header: {@code kid} is a thumbprint by SHA-256 (RFC 7638), and all algorithms have names of one length. */
    private static final Map<String, Object> ANY_HEADER =
            Map.of("kid", "x".repeat(43), "typ", AccessTokenVerifier.TYPE, "alg", JwsAlgorithm.RS256.alg());

    private static final int LONGEST_SIGNATURE = JwsAlgorithm.GREATEST_RSA_SIZE / Byte.SIZE;

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
     * Prepares a token that says what somebody was granted, and what others add to it. It signs nothing, so that it can be part of a
     * transaction: where it fails, nothing was used up.
     *
     * @throws UnavailableException while no key signs with the algorithm that the client wants; or until the user has fewer
     *     roles, or the client fewer scopes or audiences
     */
    public PreparedToken prepare(Authorization authorization) {
        SigningKey key = key(authorization.client());
        Map<String, Object> claims =
                new LinkedHashMap<>(authorization.login().isPresent() ? added.of(authorization) : Map.of());
        claims.putAll(claims(authorization));
        return prepare(claims, key, issuedAt(authorization))
                .orElseThrow(() -> new UnavailableException(
                        "The token would be too long: an administrator has to take roles, scopes or audiences away.",
                        Duration.ofHours(1)));
    }

    /**
     * Prepares a token with these claims, {@code exp} among them, and those that name the token and who made it when.
     *
     * @return nothing where it would be too long
     */
    public Optional<PreparedToken> prepare(Map<String, Object> claims, SigningKey key, Instant issuedAt) {
        PreparedToken token = new PreparedToken(complete(claims, issuedAt), key);
        boolean fits = length(token.claims(), key.signatureBytes()) <= AccessTokenVerifier.MAX_LENGTH;
        return fits ? Optional.of(token) : Optional.empty();
    }

    /** Signs what was prepared: outside of transactions, since it takes a while. */
    public TokenResponse sign(PreparedToken token) {
        SigningKey key = token.key();
        Map<String, Object> header = Map.of("kid", key.kid(), "typ", AccessTokenVerifier.TYPE);
        String signed = JwtSigner.sign(token.claims(), key.privateKey().orElseThrow(), key.algorithm(), header);
        meters.counter("signet.tokens.issued", "algorithm", key.algorithm().alg(), "kid", key.kid())
                .increment();
        return TokenResponse.of(signed, token.expiresIn(), token.scope());
    }

    /**
     * By how many bytes of claims a token that says this would be too long, if the largest of all keys signed it; zero or less where it
     * is short enough with each.
     */
    public int excess(Authorization authorization) {
        Map<String, Object> claims = complete(claims(authorization), issuedAt(authorization));
        return ((length(claims, LONGEST_SIGNATURE) - AccessTokenVerifier.MAX_LENGTH) * 3 + 3) / 4;
    }

    /** How many characters a token with all these claims will have, without signing it. */
    static int length(Map<String, Object> claims, int signatureBytes) {
        return base64(bytes(ANY_HEADER)) + base64(bytes(claims)) + base64(signatureBytes) + "..".length();
    }

    private static int bytes(Map<String, Object> json) {
        return JsonUtil.toJson(json).getBytes(StandardCharsets.UTF_8).length;
    }

    /** Without padding. */
    private static int base64(int bytes) {
        return (bytes * 4 + 2) / 3;
    }

    private static Instant issuedAt(Authorization authorization) {
        return Authorization.after(authorization.client().validFrom(), authorization.grantedAt());
    }

    private Map<String, Object> claims(Authorization authorization) {
        ClientTokenRules client = authorization.client();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", authorization.subject());
        claims.put("aud", client.audience().size() == 1 ? client.audience().get(0) : client.audience());
        claims.put("exp", issuedAt(authorization).plus(lifespan(client)).getEpochSecond());
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
        return claims;
    }

    /** The bound may have been lowered since the client was given its own. */
    private Duration lifespan(ClientTokenRules client) {
        Duration wanted = client.lifespan().orElse(config.lifespan());
        return wanted.compareTo(config.longestLifespan()) < 0 ? wanted : config.longestLifespan();
    }

    private SigningKey key(ClientTokenRules client) {
        return client.algorithm()
                .map(algorithm -> keys.ring()
                        .active(algorithm)
                        .orElseThrow(() -> new UnavailableException(
                                "No key signs with " + algorithm.alg() + " now.", Duration.ofMinutes(1))))
                .orElseGet(keys::signing);
    }

    private Map<String, Object> complete(Map<String, Object> claims, Instant issuedAt) {
        Map<String, Object> all = new LinkedHashMap<>(claims);
        all.put("iss", issuer);
        all.put("iat", issuedAt.getEpochSecond());
        all.put("jti", UUID.randomUUID().toString());
        return all;
    }
}
