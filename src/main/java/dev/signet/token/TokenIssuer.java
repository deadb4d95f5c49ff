package dev.signet.token;

import static java.util.Objects.requireNonNull;

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
import org.jspecify.annotations.Nullable;

/** Makes access tokens (RFC 9068 section 2, MicroProfile JWT). */
@ApplicationScoped
public class TokenIssuer {
    /** Bytes of claims with which a token is far from being too long, whatever signs it. */
    private static final int ALWAYS_FITS = 3000;

    /** As long as any: {@code kid} is a thumbprint by SHA-256 (RFC 7638), and all algorithms have names of one length. */
    private static final Map<String, Object> LONGEST_HEADER =
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
     * @throws UnavailableException while no key signs with the algorithm that the client wants, or where it would be too long
     */
    public AccessToken issue(Authorization authorization) {
        return issue(prepare(authorization));
    }

    /**
     * Signs what was prepared.
     *
     * @throws UnavailableException while no key signs with the algorithm that the client wants, or where one that came
     *     meanwhile makes it too long
     */
    public AccessToken issue(PreparedToken token) {
        return sign(token.claims(), key(token.client()), token.issuedAt()).orElseThrow(TokenIssuer::tooLong);
    }

    /**
     * Collects the claims that others add, and checks the length of the token before anything is used up.
     *
     * @throws UnavailableException while no key signs with the algorithm that the client wants; or until the user has fewer
     *     roles, or the client fewer scopes or audiences
     */
    public PreparedToken prepare(Authorization authorization) {
        Map<String, Object> more = authorization.login().isPresent() ? added.of(authorization) : Map.of();
        PreparedToken token =
                new PreparedToken(and(claims(authorization), more), authorization.client(), issuedAt(authorization));
        if (!fits(token)) {
            throw tooLong();
        }
        return token;
    }

    private boolean fits(PreparedToken token) {
        return bytes(token.claims()) <= ALWAYS_FITS
                || signed(token.claims(), newId(), key(token.client()), token.issuedAt())
                                .length()
                        <= AccessTokenVerifier.MAX_LENGTH;
    }

    /**
     * By how many bytes of claims a token that says this would be too long, if the largest of all keys signed it; zero or less where it
     * is short enough with each.
     */
    public int excess(Authorization authorization) {
        Map<String, Object> claims = complete(claims(authorization), newId(), issuedAt(authorization));
        int length = base64(bytes(LONGEST_HEADER)) + base64(bytes(claims)) + base64(LONGEST_SIGNATURE) + "..".length();
        return ((length - AccessTokenVerifier.MAX_LENGTH) * 3 + 3) / 4;
    }

    private static int bytes(Map<String, Object> json) {
        return JsonUtil.toJson(json).getBytes(StandardCharsets.UTF_8).length;
    }

    /** Without padding. */
    private static int base64(int bytes) {
        return (bytes * 4 + 2) / 3;
    }

    private static Map<String, Object> and(Map<String, Object> claims, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        all.putAll(claims);
        return all;
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

    /**
     * Lets pass only where a token for this client can be signed, for who has something to lose if it cannot.
     *
     * @throws UnavailableException while no key signs with the algorithm that the client wants
     */
    public void checkSigns(ClientTokenRules client) {
        SigningKey unused = key(client);
    }

    private static UnavailableException tooLong() {
        return new UnavailableException(
                "The token would be too long: an administrator has to take roles, scopes or audiences away.",
                Duration.ofHours(1));
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

    /** Signs claims, {@code exp} among them, with those that name the token and who made it when; unless that is too long. */
    public Optional<AccessToken> sign(Map<String, Object> claims, SigningKey key, Instant now) {
        String id = newId();
        String token = signed(claims, id, key, now);
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

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private String signed(Map<String, Object> claims, String id, SigningKey key, Instant now) {
        Map<String, Object> all = complete(claims, id, now);
        Map<String, Object> header = Map.of("kid", key.kid(), "typ", AccessTokenVerifier.TYPE);
        return JwtSigner.sign(all, key.privateKey().orElseThrow(), key.algorithm(), header);
    }

    private Map<String, Object> complete(Map<String, Object> claims, String id, Instant now) {
        Map<String, Object> all = new LinkedHashMap<>(claims);
        all.put("iss", issuer);
        all.put("iat", now.getEpochSecond());
        all.put("jti", id);
        return all;
    }
}
