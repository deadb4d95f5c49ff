package dev.signet.jwt;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a token must satisfy.
 *
 * @param keys finds the key by the header's {@code kid}; the only source of keys
 * @param algorithms the allowed values of {@code alg}
 * @param types the accepted values of {@code typ}, in lower case
 * @param issuer the exact {@code iss}
 * @param audience what {@code aud} must contain
 * @param clockTolerance by how much clocks may differ; zero or more
 * @param maxLength the longest token that is looked at, in characters
 */
public record VerifyOptions(
        Function<String, Optional<VerificationKey>> keys,
        Set<JwsAlgorithm> algorithms,
        Set<String> types,
        String issuer,
        String audience,
        Duration clockTolerance,
        int maxLength,
        Clock clock) {}
