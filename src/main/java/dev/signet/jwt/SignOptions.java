package dev.signet.jwt;

import static dev.signet.jwt.claim.RequiredArguments.given;
import static dev.signet.jwt.claim.RequiredArguments.some;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import dev.signet.jwt.claim.TimeSpan;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What goes into a token beside its claims. Without any option: the usual algorithm of the key, {@code typ} JWT, and
 * {@code iat}. Immutable.
 */
public final class SignOptions {
    /** No option at all. */
    public static final SignOptions DEFAULTS = builder().build();

    final Optional<JwsAlgorithm> algorithm;
    final Optional<Duration> expiresIn;
    final Optional<Duration> notBefore;
    /** The claims that options set, by the name of the option. */
    final Map<String, Object> claims;

    final Map<String, Object> header;
    final boolean noTimestamp;

    private SignOptions(Builder builder) {
        algorithm = Optional.ofNullable(builder.algorithm);
        expiresIn = Optional.ofNullable(builder.expiresIn);
        notBefore = Optional.ofNullable(builder.notBefore);
        claims = Map.copyOf(builder.claims);
        header = Collections.unmodifiableMap(new LinkedHashMap<>(builder.header));
        noTimestamp = builder.noTimestamp;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. */
    public static final class Builder {
        private @Nullable JwsAlgorithm algorithm;
        private @Nullable Duration expiresIn;
        private @Nullable Duration notBefore;
        private final Map<String, Object> claims = new LinkedHashMap<>();
        private final Map<String, Object> header = new LinkedHashMap<>();
        private boolean noTimestamp;

        private Builder() {}

        /** The {@code alg}; the key must be for it. */
        public Builder algorithm(JwsAlgorithm chosen) {
            algorithm = given("algorithm", chosen);
            return this;
        }

        /** {@code exp}, in seconds after {@code iat}. */
        public Builder expiresIn(long seconds) {
            expiresIn = Duration.ofSeconds(seconds);
            return this;
        }

        /** {@code exp}, as a time span after {@code iat}, e.g. {@code 10h}. */
        public Builder expiresIn(String span) {
            expiresIn = TimeSpan.parse("expiresIn", span);
            return this;
        }

        /** {@code nbf}, in seconds after {@code iat}. */
        public Builder notBefore(long seconds) {
            notBefore = Duration.ofSeconds(seconds);
            return this;
        }

        /** {@code nbf}, as a time span after {@code iat}, e.g. {@code 7d}. */
        public Builder notBefore(String span) {
            notBefore = TimeSpan.parse("notBefore", span);
            return this;
        }

        /** {@code aud}: one is written as a string, several as an array; at least one. */
        public Builder audience(String... audience) {
            List<String> names = some("audience", audience);
            claims.put("audience", names.size() == 1 ? names.get(0) : names);
            return this;
        }

        /** {@code iss}. */
        public Builder issuer(String issuer) {
            claims.put("issuer", given("issuer", issuer));
            return this;
        }

        /** {@code sub}. */
        public Builder subject(String subject) {
            claims.put("subject", given("subject", subject));
            return this;
        }

        /** {@code jti}. */
        public Builder jwtid(String id) {
            claims.put("jwtid", given("jwtid", id));
            return this;
        }

        /** {@code kid}. */
        public Builder keyid(String id) {
            header.put("kid", given("keyid", id));
            return this;
        }

        /** Further members of the header; {@code alg}, and what verifiers here refuse, are not among them. */
        public Builder header(Map<String, Object> members) {
            if (given("header", members).containsKey("alg")) {
                throw new IllegalArgumentException("\"header\" must not have alg: use algorithm");
            }
            if (SignatureRules.REFUSED_MEMBERS.stream().anyMatch(members::containsKey)) {
                throw new IllegalArgumentException("\"header\" must not have any of crit, b64, enc and zip");
            }
            members.forEach((name, value) -> header.put(name, given(name, value)));
            return this;
        }

        /** No {@code iat}. */
        public Builder noTimestamp() {
            noTimestamp = true;
            return this;
        }

        public SignOptions build() {
            return new SignOptions(this);
        }
    }
}
