package dev.signet.jwt;

import dev.signet.jwt.claim.MessageDetail;
import dev.signet.jwt.claim.TokenUnderCheck;
import dev.signet.jwt.claim.VerifiedJwt;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens: the checks of {@link Check} in their order, as far as the options ask for them, until one fails.
 * Immutable and safe for use by many threads; blocks only if the source of the keys does.
 */
public final class JwtVerifier {
    private static final int SIGNATURE = 2;

    private final int maxLength;
    private final List<Rule> rules;

    /**
     * A verifier.
     *
     * @param clock tells now, unless the options do
     */
    public JwtVerifier(KeySource keys, VerifyOptions options, Clock clock) {
        maxLength = options.maxLength;
        rules = rules(keys, options, clock);
    }

    private static List<Rule> rules(KeySource keys, VerifyOptions options, Clock clock) {
        Clock now = options.clockTimestamp
                .map(fixed -> Clock.fixed(fixed, ZoneOffset.UTC))
                .orElse(clock);
        List<Rule> rules = new ArrayList<>();
        addSignatureRules(rules, keys, options);
        rules.add(ClaimRules.payload());
        if (!options.ignoreNotBefore) {
            rules.add(DateRules.notBefore(now, options.clockTolerance));
        }
        if (!options.ignoreExpiration) {
            rules.add(DateRules.expiry(now, options.clockTolerance, options.accessToken));
        }
        addClaimRules(rules, options);
        rules.add(options.accessToken ? ClaimRules.accessTokenClaims() : ClaimRules.registeredClaims());
        options.maxAge.ifPresent(
                age -> rules.add(DateRules.age(now, options.clockTolerance, age, options.ignoreFutureTimestamp)));
        return List.copyOf(rules);
    }

    private static void addSignatureRules(List<Rule> rules, KeySource keys, VerifyOptions options) {
        rules.add(SignatureRules.structure(options.maxLength));
        rules.add(SignatureRules.header());
        rules.add(SignatureRules.algorithm(options.algorithms));
        rules.add(SignatureRules.key(keys));
        rules.add(SignatureRules.signature());
        if (!options.types.isEmpty()) {
            rules.add(SignatureRules.type(options.types));
        }
    }

    private static void addClaimRules(List<Rule> rules, VerifyOptions options) {
        MessageDetail wording = options.wording;
        if (!options.issuers.isEmpty()) {
            rules.add(ClaimRules.issuer(options.issuers, wording));
        }
        if (!options.anyAudience) {
            rules.add(
                    options.audiences.isEmpty()
                            ? ClaimRules.noAudience(wording)
                            : ClaimRules.audience(options.audiences, wording));
        }
        options.subject.ifPresent(
                sub -> rules.add(ClaimRules.exactly(Check.SUBJECT, "sub", "jwt subject invalid", sub, wording)));
        options.jwtid.ifPresent(
                jti -> rules.add(ClaimRules.exactly(Check.JWT_ID, "jti", "jwt jwtid invalid", jti, wording)));
        options.nonce.ifPresent(
                nonce -> rules.add(ClaimRules.exactly(Check.NONCE, "nonce", "jwt nonce invalid", nonce, wording)));
    }

    /**
     * Verifies, and gives the claims.
     *
     * @param token the compact serialisation, as received
     * @throws JwtRejectedException with the first check that failed
     */
    public Map<String, Object> verify(@Nullable String token) throws JwtRejectedException {
        return run(token, Check.MAX_AGE).claims();
    }

    /** As {@link #verify}, and gives all of the token. */
    public VerifiedJwt verifyComplete(@Nullable String token) throws JwtRejectedException {
        TokenUnderCheck verified = run(token, Check.MAX_AGE);
        return new VerifiedJwt(
                verified.header(), verified.claims(), verified.parts().get(SIGNATURE));
    }

    /** The header of a token that is worth looking for a key; nobody has vouched for it yet. */
    Map<String, Object> headerBeforeKey(@Nullable String token) throws JwtRejectedException {
        return run(token, Check.ALGORITHM).header();
    }

    private TokenUnderCheck run(@Nullable String token, Check last) throws JwtRejectedException {
        TokenUnderCheck candidate = new TokenUnderCheck(token, maxLength);
        for (Rule rule : rules) {
            if (rule.check().compareTo(last) > 0) {
                break;
            }
            rule.test().apply(candidate);
        }
        return candidate;
    }

    /** Tries every check that the options ask for, also after one has failed. Never throws; stores and logs nothing. */
    public Explanation explain(@Nullable String token) {
        return Explanation.of(new TokenUnderCheck(token, maxLength), rules);
    }
}
