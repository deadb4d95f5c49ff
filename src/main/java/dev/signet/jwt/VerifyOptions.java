package dev.signet.jwt;

import static dev.signet.jwt.claim.RequiredArguments.given;
import static dev.signet.jwt.claim.RequiredArguments.some;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.jwt.claim.Audience;
import dev.signet.jwt.claim.ClaimTypes;
import dev.signet.jwt.claim.MessageDetail;
import dev.signet.jwt.claim.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a token must satisfy beside a good signature. Without any option: an algorithm that the key is for, dates that hold
 * now, no audience, at most 8 KiB. Immutable.
 */
public final class VerifyOptions {
    /** No option at all. */
    public static final VerifyOptions DEFAULTS = builder().build();

    final Set<JwsAlgorithm> algorithms;
    final Set<String> types;
    final List<Audience> audiences;
    final boolean anyAudience;
    final List<String> issuers;
    final Optional<String> subject;
    final Optional<String> jwtid;
    final Optional<String> nonce;
    final Optional<Duration> maxAge;
    final Duration clockTolerance;
    final Optional<Instant> clockTimestamp;
    final boolean ignoreExpiration;
    final boolean ignoreNotBefore;
    final boolean ignoreFutureTimestamp;
    final boolean accessToken;
    final MessageDetail wording;
    final int maxLength;

    private VerifyOptions(Builder builder) {
        algorithms = Collections.unmodifiableSet(builder.algorithms);
        types = Set.copyOf(builder.types);
        audiences = List.copyOf(builder.audiences);
        anyAudience = builder.anyAudience;
        issuers = List.copyOf(builder.issuers);
        subject = Optional.ofNullable(builder.subject);
        jwtid = Optional.ofNullable(builder.jwtid);
        nonce = Optional.ofNullable(builder.nonce);
        maxAge = Optional.ofNullable(builder.maxAge);
        clockTolerance = builder.clockTolerance;
        clockTimestamp = Optional.ofNullable(builder.clockTimestamp);
        ignoreExpiration = builder.ignoreExpiration;
        ignoreNotBefore = builder.ignoreNotBefore;
        ignoreFutureTimestamp = builder.ignoreFutureTimestamp;
        accessToken = builder.accessToken;
        wording = builder.wording;
        maxLength = builder.maxLength;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. What is not called is not asked of the token, unless it says otherwise. */
    public static final class Builder {
        private Set<JwsAlgorithm> algorithms = EnumSet.allOf(JwsAlgorithm.class);
        private Set<String> types = Set.of();
        private final List<Audience> audiences = new ArrayList<>();
        private boolean anyAudience;
        private final List<String> issuers = new ArrayList<>();
        private @Nullable String subject;
        private @Nullable String jwtid;
        private @Nullable String nonce;
        private @Nullable Duration maxAge;
        private Duration clockTolerance = Duration.ZERO;
        private @Nullable Instant clockTimestamp;
        private boolean ignoreExpiration;
        private boolean ignoreNotBefore;
        private boolean ignoreFutureTimestamp;
        private boolean accessToken;
        private MessageDetail wording = MessageDetail.WITH_EXPECTED;
        private int maxLength = 8 * 1024;

        private Builder() {}

        /** The allowed values of {@code alg}; without it, those that the key is for. The key must be for them anyway. */
        public Builder algorithms(Set<JwsAlgorithm> allowed) {
            algorithms = EnumSet.copyOf(some("algorithms", allowed));
            return this;
        }

        /** As {@link #algorithms(Set)}. */
        public Builder algorithms(JwsAlgorithm... allowed) {
            return algorithms(new HashSet<>(some("algorithms", allowed)));
        }

        /** The accepted values of {@code typ}, with or without {@code application/}; letter case makes no difference. */
        public Builder types(String... accepted) {
            types = some("types", accepted).stream()
                    .map(SignatureRules::shortened)
                    .collect(Collectors.toUnmodifiableSet());
            return this;
        }

        /** {@code aud} must contain one of these; adds to those that were named before. */
        public Builder audience(String... names) {
            some("audience", names).stream().map(Audience.Named::new).forEach(audiences::add);
            return this;
        }

        /** {@code aud} must contain one of at most 1024 characters that matches, from beginning to end; adds. */
        public Builder audience(Pattern pattern) {
            audiences.add(new Audience.Matching(given("audience", pattern)));
            return this;
        }

        /**
         * {@code aud} may name anybody, or nobody. Without it and without {@code audience}, whoever verifies is nobody's
         * audience, and a token that is meant for somebody is refused (RFC 7519 section 4.1.3).
         */
        public Builder anyAudience() {
            anyAudience = true;
            return this;
        }

        /** {@code iss} must be exactly one of these; adds to those that were named before. */
        public Builder issuer(String... names) {
            issuers.addAll(some("issuer", names));
            return this;
        }

        /** {@code sub} must be exactly this. */
        public Builder subject(String exactly) {
            subject = given("subject", exactly);
            return this;
        }

        /** {@code jti} must be exactly this. */
        public Builder jwtid(String exactly) {
            jwtid = given("jwtid", exactly);
            return this;
        }

        /** {@code nonce} must be exactly this (OpenID Connect Core section 3.1.3.7). */
        public Builder nonce(String exactly) {
            if (given("nonce", exactly).isBlank()) {
                throw new IllegalArgumentException("nonce must be a non-empty string");
            }
            nonce = exactly;
            return this;
        }

        /** {@code iat} must be there, not in the future, and not longer ago than this many seconds. */
        public Builder maxAge(long seconds) {
            maxAge = sane("maxAge", Duration.ofSeconds(seconds));
            return this;
        }

        /** {@code iat} must be there, not in the future, and not longer ago than this time span, e.g. {@code 2 days}. */
        public Builder maxAge(String span) {
            maxAge = sane("maxAge", TimeSpan.parse("maxAge", span));
            return this;
        }

        /** By how much clocks may differ; without it, not at all. */
        public Builder clockTolerance(Duration tolerance) {
            clockTolerance = sane("clockTolerance", tolerance);
            return this;
        }

        /** The time that counts as now, in the years 1970 to 9999. */
        public Builder clockTimestamp(Instant now) {
            if (ClaimTypes.numericDate(given("clockTimestamp", now).getEpochSecond()) == null) {
                throw new IllegalArgumentException("\"clockTimestamp\" should be in the years 1970 to 9999");
            }
            clockTimestamp = now;
            return this;
        }

        /** An expired token is accepted, and one without {@code exp}, also with {@code accessToken}. */
        public Builder ignoreExpiration() {
            ignoreExpiration = true;
            return this;
        }

        /** A token before its time is accepted. */
        public Builder ignoreNotBefore() {
            ignoreNotBefore = true;
            return this;
        }

        /** With {@code maxAge}, an {@code iat} in the future is young enough: for issuers who date tokens ahead. */
        public Builder ignoreFutureTimestamp() {
            ignoreFutureTimestamp = true;
            return this;
        }

        /**
         * {@code exp}, unless by {@code ignoreExpiration}, and the claims of an access token are required, and of their types
         * (RFC 9068 section 2.2).
         */
        public Builder accessToken() {
            accessToken = true;
            return this;
        }

        /** Messages do not say what was expected: for those who show them to whoever sent the token. */
        public Builder briefMessages() {
            wording = MessageDetail.BRIEF;
            return this;
        }

        /** The longest token that is looked at, in characters. */
        public Builder maxLength(int characters) {
            maxLength = characters;
            return this;
        }

        /**
         * Ends the collecting.
         *
         * @throws IllegalArgumentException if {@code audience} and {@code anyAudience} were both called, or neither with
         *     {@code accessToken}, which always has an audience
         */
        public VerifyOptions build() {
            if (anyAudience && !audiences.isEmpty()) {
                throw new IllegalArgumentException("\"audience\" and \"anyAudience\" exclude each other");
            }
            if (accessToken && !anyAudience && audiences.isEmpty()) {
                throw new IllegalArgumentException("\"accessToken\" needs \"audience\" or \"anyAudience\"");
            }
            return new VerifyOptions(this);
        }

        private static Duration sane(String option, Duration value) {
            if (given(option, value).isNegative() || value.toSeconds() > ClaimTypes.LAST_SECOND) {
                throw new IllegalArgumentException("\"" + option + "\" should be zero or more, and not endless");
            }
            return value;
        }
    }
}
