package dev.signet.token;

import static java.util.Objects.requireNonNull;

import dev.signet.jwt.Check;
import dev.signet.jwt.JwsAlgorithm;
import dev.signet.jwt.JwtKey;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.jwt.JwtVerifier;
import dev.signet.jwt.Rejection;
import dev.signet.jwt.VerifyOptions;
import dev.signet.key.Keys;
import dev.signet.oauth.IssuerConfig;
import dev.signet.oauth.TokenConfig;
import dev.signet.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The only verifier of access tokens: the checks of {@code jwt} under our policy (RFC 9068 section 4), then revocation. */
@ApplicationScoped
public class AccessTokenVerifier {
    /** The {@code typ} of access tokens. */
    static final String TYPE = "at+jwt";

    static final int MAX_LENGTH = 8 * 1024;

    private final JwtVerifier verifier;
    private final Revocations revocations;
    private final Duration clockTolerance;

    AccessTokenVerifier(Keys keys, IssuerConfig issuer, TokenConfig config, Revocations revocations, Clock clock) {
        VerifyOptions options = VerifyOptions.builder()
                .algorithms(JwsAlgorithm.RING)
                .types(TYPE)
                .issuer(issuer.issuer())
                .audience(config.audience())
                .clockTolerance(config.clockTolerance())
                .maxLength(MAX_LENGTH)
                .accessToken()
                .briefMessages()
                .build();
        verifier = new JwtVerifier(header -> Optional.of(key(keys, header)), options, clock);
        this.revocations = revocations;
        this.clockTolerance = config.clockTolerance();
    }

    /** The key comes from our own ring by {@code kid}, and never from the token. */
    private static JwtKey key(Keys keys, Map<String, Object> header) throws JwtRejectedException {
        Optional<JwtKey> key =
                header.get("kid") instanceof String kid ? keys.ring().verifying(kid) : Optional.empty();
        return key.orElseThrow(
                () -> new JwtRejectedException(new Rejection.JsonWebTokenError(Check.KEY, "unknown signing key")));
    }

    /** Gives the claims. Never blocks, asks no database. */
    public Map<String, Object> verify(String token) throws JwtRejectedException {
        Map<String, Object> claims = verifyIgnoringRevocation(token);
        if (isRevoked(claims)) {
            throw new JwtRejectedException(new Rejection.TokenRevokedError());
        }
        return claims;
    }

    /**
     * Gives the claims of a token that is good in itself, even though it may have been revoked: for whoever only wants to
     * have it revoked, and may want that twice. Never blocks, asks no database.
     */
    public Map<String, Object> verifyIgnoringRevocation(String token) throws JwtRejectedException {
        return verifier.verify(token);
    }

    /** From when on verified claims are expired here. */
    Instant end(Map<String, Object> claims) {
        Number expiry = (Number) requireNonNull(claims.get("exp"));
        return Instant.ofEpochSecond(expiry.longValue()).plus(clockTolerance);
    }

    /** That {@code sub} and {@code iat} are there, and the types of all, was checked. */
    boolean isRevoked(Map<String, Object> claims) {
        String subject = (String) requireNonNull(claims.get("sub"));
        Number issuedAt = (Number) requireNonNull(claims.get("iat"));
        return revocations.isRevoked(
                (String) claims.get("jti"),
                (String) claims.get("sid"),
                subject,
                Instant.ofEpochSecond(issuedAt.longValue()));
    }
}
