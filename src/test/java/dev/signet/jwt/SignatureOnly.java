package dev.signet.jwt;

import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** For vectors that are no access tokens: what the engine says of a token as far as its signature, whatever its claims. */
public final class SignatureOnly {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private SignatureOnly() {}

    /** The check that refuses the token; null when its signature is good. */
    public static @Nullable Check refusal(String token, Key key) {
        JwtVerifier verifier = new JwtVerifier(JwtKey.of(key), VerifyOptions.DEFAULTS, CLOCK);
        return verifier.explain(token).outcomes().stream()
                .filter(outcome -> outcome.check().compareTo(Check.SIGNATURE) <= 0)
                .filter(outcome -> !Boolean.TRUE.equals(outcome.passed()))
                .map(Explanation.Outcome::check)
                .findFirst()
                .orElse(null);
    }
}
