package dev.signet.token.bearer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.signet.base.crypto.RandomSecret;
import dev.signet.jwt.JwtRejectedException;
import dev.signet.token.AccessTokenVerifier;
import dev.signet.token.key.Keys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which tokens were found good, so that a signature is checked once and not at every request. It cannot lie: what
 * it remembers counts only under the key ring it was verified with, until the token expires, and as long as nothing that
 * the token says is revoked, which is asked each time. Tokens themselves are not kept, nor is what was refused.
 */
@ApplicationScoped
class VerifiedTokenCache {
    private final AccessTokenVerifier verifier;
    private final Keys keys;
    private final Clock clock;
    private final TokenDigest digest = new TokenDigest(RandomSecret.bytes(TokenDigest.KEY_BYTES));
    private final @Nullable Cache<TokenDigest.Value, VerifiedToken> cache;
    private final Counter hits;
    private final Counter misses;

    VerifiedTokenCache(
            AccessTokenVerifier verifier, Keys keys, Clock clock, TokenCacheConfig config, MeterRegistry meters) {
        this.verifier = verifier;
        this.keys = keys;
        this.clock = clock;
        this.cache = config.enabled() ? cache(config, clock) : null;
        this.hits = gets(meters, "hit");
        this.misses = gets(meters, "miss");
        Gauge.builder("signet.tokens.cache.entries", this, VerifiedTokenCache::size)
                .description("Tokens of which it is remembered that they were found good")
                .register(meters);
    }

    private static Counter gets(MeterRegistry meters, String result) {
        return Counter.builder("signet.tokens.cache.gets")
                .description("Tokens that were looked up among those found good before")
                .tag("result", result)
                .register(meters);
    }

    /** Both bounds in one: an entry weighs what it takes, and at least its share. */
    private static Cache<TokenDigest.Value, VerifiedToken> cache(TokenCacheConfig config, Clock clock) {
        long memory = config.memory().asLongValue();
        int share = (int) Math.min(Integer.MAX_VALUE, Math.max(1, memory / config.entries()));
        return Caffeine.newBuilder()
                .maximumWeight(memory)
                .weigher((TokenDigest.Value key, VerifiedToken token) -> Math.max(share, token.size()))
                .expireAfter(Expiry.<TokenDigest.Value, VerifiedToken>creating(
                        (key, token) -> Duration.between(clock.instant(), token.end())))
                // no pool that others may have filled
                .executor(Runnable::run)
                .build();
    }

    /**
     * Verifies a token, or remembers that it was found good. Never blocks, asks no database.
     *
     * @throws JwtRejectedException with the first check that failed
     */
    VerifiedToken verify(String token) throws JwtRejectedException {
        Cache<TokenDigest.Value, VerifiedToken> known = cache;
        // before the token is verified: a change of the ring meanwhile makes what is remembered void, and nothing worse
        Object ring = keys.ring().identity();
        if (known == null || token.length() > AccessTokenVerifier.MAX_LENGTH) {
            return found(token, ring);
        }
        TokenDigest.Value key = digest.of(token);
        VerifiedToken before = known.getIfPresent(key);
        if (before != null && stillGood(before, ring)) {
            hits.increment();
            return before;
        }
        misses.increment();
        known.invalidate(key);
        VerifiedToken found = found(token, ring);
        known.put(key, found);
        return found;
    }

    private VerifiedToken found(String token, Object ring) throws JwtRejectedException {
        Map<String, Object> claims = verifier.verify(token);
        return VerifiedToken.of(claims, ring, verifier.end(claims));
    }

    private boolean stillGood(VerifiedToken token, Object ring) {
        return token.ring() == ring && clock.instant().isBefore(token.end()) && !verifier.isRevoked(token.claims());
    }

    private double size() {
        return cache == null ? 0 : cache.estimatedSize();
    }
}
