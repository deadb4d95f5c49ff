package dev.signet.token;

import static java.util.Objects.requireNonNull;

import dev.signet.base.protocol.IssuerConfig;
import dev.signet.base.protocol.TokenConfig;
import dev.signet.jwt.Check;
import dev.signet.jwt.Explanation;
import dev.signet.jwt.JwtKey;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.jwt.JwtVerifier;
import dev.signet.jwt.Rejection;
import dev.signet.jwt.VerifyOptions;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.token.key.Keys;
import dev.signet.token.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The only verifier of access tokens: the checks of {@code jwt} under our policy (RFC 9068 section 4), then revocation. */
@ApplicationScoped
public class AccessTokenVerifier {
    /** The {@code typ} of access tokens. */
    static final String TYPE = "at+jwt";

    public static final int MAX_LENGTH = 8 * 1024;

    private final String issuer;
    private final TokenConfig config;
    private final Keys keys;
    private final Clock clock;
    private final JwtVerifier verifier;
    private final Revocations revocations;

    AccessTokenVerifier(Keys keys, IssuerConfig issuer, TokenConfig config, Revocations revocations, Clock clock) {
        this.issuer = issuer.issuer();
        this.config = config;
        this.keys = keys;
        this.clock = clock;
        this.revocations = revocations;
        verifier = verifier(options().audience(config.audience()));
    }

    private VerifyOptions.Builder options() {
        return VerifyOptions.builder()
                .algorithms(JwsAlgorithm.RING)
                .types(TYPE)
                .issuer(issuer)
                .clockTolerance(config.clockTolerance())
                // a revocation is not kept for longer; a token may have been given longer before that was lowered
                .maxAge(config.longestLifespan().toSeconds())
                // whoever was just narrowed gets tokens that are dated after that
                .ignoreFutureTimestamp()
                .maxLength(MAX_LENGTH)
                .accessToken()
                .briefMessages();
    }

    private JwtVerifier verifier(VerifyOptions.Builder options) {
        return new JwtVerifier(header -> Optional.of(key(header)), options.build(), clock);
    }

    /** The key comes from our own ring by {@code kid}, and never from the token. */
    private JwtKey key(Map<String, Object> header) throws JwtRejectedException {
        Optional<JwtKey> key =
                header.get("kid") instanceof String kid ? keys.ring().verifying(kid) : Optional.empty();
        return key.orElseThrow(
                () -> new JwtRejectedException(new Rejection.JsonWebTokenError(Check.KEY, "unknown signing key")));
    }

    /** Gives the claims. Never blocks, asks no database. */
    public Map<String, Object> verify(String token) throws JwtRejectedException {
        return alive(verifyIgnoringRevocation(token));
    }

    /**
     * As the other, but revocations also as the database has them, since this replica may not have heard of one yet. Blocks.
     *
     * @throws jakarta.transaction.TransactionalException outside of a transaction
     */
    public Map<String, Object> verifyByNow(String token) throws JwtRejectedException {
        Map<String, Object> claims = verify(token);
        if (revocations.isRevokedByNow(
                (String) claims.get("jti"),
                (String) claims.get("sid"),
                subject(claims),
                (String) claims.get("client_id"),
                issuedAt(claims))) {
            throw new JwtRejectedException(new Rejection.TokenRevokedError());
        }
        return claims;
    }

    private Map<String, Object> alive(Map<String, Object> claims) throws JwtRejectedException {
        if (isRevoked(claims)) {
            throw new JwtRejectedException(new Rejection.TokenRevokedError());
        }
        return claims;
    }

    /**
     * Gives the claims of a token that is meant for others: that is all in which it may be different. Never blocks, asks no
     * database.
     *
     * @param audiences of which it must name one; at least one
     */
    public Map<String, Object> verifyFor(Collection<String> audiences, String token) throws JwtRejectedException {
        VerifyOptions.Builder options = options().audience(audiences.toArray(String[]::new));
        return alive(verifier(options).verify(token));
    }

    /**
     * Gives the claims of a token that is meant for anybody, be it for later ({@code nbf}): for whoever wants to have it
     * revoked. Never blocks, asks no database.
     */
    public Map<String, Object> verifyForAnybody(String token) throws JwtRejectedException {
        return alive(verifier(options().anyAudience().ignoreNotBefore()).verify(token));
    }

    /**
     * Gives the claims of a token that is good in itself, even though it may have been revoked: for whoever only wants to
     * have it revoked, and may want that twice. Never blocks, asks no database.
     */
    public Map<String, Object> verifyIgnoringRevocation(String token) throws JwtRejectedException {
        return verifier.verify(token);
    }

    /**
     * Tries every check, and tells how each went. Stores and logs nothing.
     *
     * @param at at which time dates are judged; now where it is null
     * @param audience whom the token should be for; us where it is null
     */
    public TokenExplanation explain(String token, @Nullable Instant at, @Nullable String audience) {
        VerifyOptions.Builder options = options().audience(audience == null ? config.audience() : audience);
        if (at != null) {
            options.clockTimestamp(at);
        }
        Explanation found = verifier(options).explain(token);
        return TokenExplanation.of(found, revocation(found));
    }

    /** Told only to whoever has a genuine token: others could ask what became of anybody's session. */
    private Optional<Boolean> revocation(Explanation found) {
        Set<Check> needed = EnumSet.of(Check.SIGNATURE, Check.CLAIMS);
        boolean genuine = found.outcomes().stream()
                .filter(outcome -> needed.contains(outcome.check()))
                .allMatch(outcome -> Boolean.TRUE.equals(outcome.passed()));
        return genuine ? found.claims().map(this::isRevoked) : Optional.empty();
    }

    /** From when on verified claims are expired here. */
    public Instant end(Map<String, Object> claims) {
        long expiry = expiry(claims).getEpochSecond();
        long tooOld =
                issuedAt(claims).getEpochSecond() + config.longestLifespan().toSeconds();
        return Instant.ofEpochSecond(Math.min(expiry, tooOld)).plus(config.clockTolerance());
    }

    /** The {@code iat} of claims that were verified. */
    public static Instant issuedAt(Map<String, Object> claims) {
        return Instant.ofEpochSecond(((Number) requireNonNull(claims.get("iat"))).longValue());
    }

    /** Who had a token made, of claims that were verified: the actor (RFC 8693 section 4.1), where it has one, or its subject. */
    public static String maker(Map<String, Object> claims) {
        return claims.get("act") instanceof Map<?, ?> actor && actor.get("sub") instanceof String minter
                ? minter
                : subject(claims);
    }

    /** The {@code exp} of claims that were verified. */
    public static Instant expiry(Map<String, Object> claims) {
        return Instant.ofEpochSecond(((Number) requireNonNull(claims.get("exp"))).longValue());
    }

    /** Of claims that were verified: that {@code sub} and {@code iat} are there, and the types of all, was checked. */
    public boolean isRevoked(Map<String, Object> claims) {
        Instant issuedAt = issuedAt(claims);
        return revocations.isRevoked(
                        (String) claims.get("jti"),
                        (String) claims.get("sid"),
                        subject(claims),
                        (String) claims.get("client_id"),
                        issuedAt)
                || isActorRevoked(claims.get("act"), issuedAt);
    }

    private static String subject(Map<String, Object> claims) {
        return (String) requireNonNull(claims.get("sub"));
    }

    /** The actor had the token signed (RFC 8693 section 4.1). One without a name could never be revoked, so it counts as revoked. */
    private boolean isActorRevoked(@Nullable Object act, Instant issuedAt) {
        return act != null
                && !(act instanceof Map<?, ?> actor
                        && actor.get("sub") instanceof String subject
                        && !revocations.isRevoked(null, null, subject, null, issuedAt));
    }
}
