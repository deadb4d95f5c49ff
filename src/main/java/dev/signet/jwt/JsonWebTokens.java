package dev.signet.jwt;

import static dev.signet.jwt.claim.RequiredArguments.given;

import dev.signet.jwt.algorithm.ExactSigner;
import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.jwt.claim.TokenUnderCheck;
import dev.signet.jwt.claim.UnverifiedJwt;
import dev.signet.jwt.claim.VerifiedJwt;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.security.Key;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies tokens for application developers, with what users of {@code jsonwebtoken} know (see
 * {@code docs/from-jsonwebtoken.md}). Whatever ends in {@code Async} works on Mutiny's worker pool, once it is subscribed
 * to, and fails with what the direct form throws. Immutable, and safe for use by many threads if the clock is.
 */
public final class JsonWebTokens {
    private final Clock clock;

    public JsonWebTokens(Clock clock) {
        this.clock = clock;
    }

    /**
     * Signs.
     *
     * @param claims text, numbers, booleans, null, lists and maps
     * @return the compact serialisation
     * @throws IllegalArgumentException when claims, key and options do not go together
     */
    public String sign(Map<String, ? extends @Nullable Object> claims, JwtKey key, SignOptions options) {
        given("secretOrPrivateKey", key);
        JwsAlgorithm algorithm = given("options", options).algorithm.orElseGet(key::usual);
        if (!key.algorithms().contains(algorithm)) {
            throw new IllegalArgumentException("secretOrPrivateKey is not a key for " + algorithm.alg());
        }
        Key signing = key.signing()
                .orElseThrow(
                        () -> new IllegalArgumentException("secretOrPrivateKey must be a private key or a secret"));
        NewClaims.requireJson(options.header, "\"header\"");
        return ExactSigner.sign(
                NewClaims.of(given("payload", claims), options, clock), signing, algorithm, options.header);
    }

    /**
     * As {@link #sign}.
     *
     * @param claims as they are at the call; lists and maps in them must not be changed until it is done
     */
    public Uni<String> signAsync(Map<String, ? extends @Nullable Object> claims, JwtKey key, SignOptions options) {
        @Nullable Map<String, @Nullable Object> atTheCall = claims == null ? null : new LinkedHashMap<>(claims);
        return onWorker(() -> sign(given("payload", atTheCall), key, options));
    }

    /**
     * Verifies, and gives the claims.
     *
     * @param token the compact serialisation
     * @param key a {@link JwtKey}, or a function of the header
     * @return not to be changed, and made of text, {@link Long} or {@link java.math.BigInteger} for a number without point and
     *     exponent, {@link Double} for others, {@link Boolean}, null, lists and maps
     * @throws JwtRejectedException with the first check that failed
     */
    public Map<String, Object> verify(@Nullable String token, KeySource key, VerifyOptions options)
            throws JwtRejectedException {
        return verifier(key, options).verify(token);
    }

    /** As {@link #verify}, and gives header and signature too: the option {@code complete}. */
    public VerifiedJwt verifyComplete(@Nullable String token, KeySource key, VerifyOptions options)
            throws JwtRejectedException {
        return verifier(key, options).verifyComplete(token);
    }

    /** As {@link #verify}. */
    public Uni<Map<String, Object>> verifyAsync(@Nullable String token, JwtKey key, VerifyOptions options) {
        return onWorker(() -> verify(token, key, options));
    }

    /** As {@link #verifyComplete}. */
    public Uni<VerifiedJwt> verifyCompleteAsync(@Nullable String token, JwtKey key, VerifyOptions options) {
        return onWorker(() -> verifyComplete(token, key, options));
    }

    /**
     * As {@link #verify}.
     *
     * @param key a function of the header that may take its time; it is asked once size, form and algorithm are right
     */
    public Uni<Map<String, Object>> verifyAsync(
            @Nullable String token, Function<Map<String, Object>, Uni<Optional<JwtKey>>> key, VerifyOptions options) {
        return verifyCompleteAsync(token, key, options).map(VerifiedJwt::payload);
    }

    /** As {@link #verifyComplete}. */
    public Uni<VerifiedJwt> verifyCompleteAsync(
            @Nullable String token, Function<Map<String, Object>, Uni<Optional<JwtKey>>> key, VerifyOptions options) {
        KeySource notYet = header -> Optional.empty();
        return onWorker(() -> verifier(notYet, options).headerBeforeKey(token))
                .flatMap(header -> found(key, header))
                .flatMap(found -> onWorker(() -> verifyComplete(token, header -> found, options)));
    }

    private static Uni<Optional<JwtKey>> found(
            Function<Map<String, Object>, Uni<Optional<JwtKey>>> key, Map<String, Object> header) {
        return Uni.createFrom()
                .deferred(() -> key.apply(header))
                .onFailure(cause -> !(cause instanceof JwtRejectedException))
                .transform(SignatureRules::callbackFailed);
    }

    /** As {@link #decodeUnverified(String, int)}, for tokens of at most 8 KiB. */
    public static Optional<UnverifiedJwt> decodeUnverified(@Nullable String token) {
        return decodeUnverified(token, VerifyOptions.DEFAULTS.maxLength);
    }

    /**
     * What somebody wrote into a token, which may be a lie. For looking at tokens only, never for deciding anything.
     *
     * @param maxLength the longest token that is looked at, in characters
     * @return empty when it cannot be decoded, or its payload is no JSON object
     */
    public static Optional<UnverifiedJwt> decodeUnverified(@Nullable String token, int maxLength) {
        return UnverifiedJwt.of(new TokenUnderCheck(token, maxLength));
    }

    private JwtVerifier verifier(KeySource key, VerifyOptions options) {
        if (key == null) {
            throw new IllegalArgumentException(SignatureRules.NO_KEY);
        }
        return new JwtVerifier(key, given("options", options), clock);
    }

    private interface Work<T> {
        T result() throws JwtRejectedException;
    }

    private static <T> Uni<T> onWorker(Work<T> work) {
        Uni<T> attempt = Uni.createFrom().deferred(() -> {
            try {
                return Uni.createFrom().item(work.result());
            } catch (JwtRejectedException e) {
                return Uni.createFrom().failure(e);
            }
        });
        return attempt.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
