package dev.signet.token.key;

import dev.signet.jwt.algorithm.JwsAlgorithm;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** When keys change, and which there are. */
@ConfigMapping(prefix = "signet.keys")
interface KeyScheduleConfig {
    /** The algorithm of tokens that ask for none. */
    @WithDefault("ES256")
    @WithConverter(AlgorithmConverter.class)
    JwsAlgorithm defaultAlgorithm();

    /** Algorithms with keys of their own beside the default one; RS256 always has one (OpenID Connect Core section 15.1). */
    @WithDefault("RS256")
    Set<@WithConverter(AlgorithmConverter.class) JwsAlgorithm> algorithms();

    /** How long a key signs. */
    @WithDefault("P30D")
    Duration period();

    /**
     * How long a key is published before it may sign; never less than {@link #jwksMaxAge} and two minutes for replicas
     * that publish it late and clocks that differ.
     */
    @WithDefault("PT1H")
    Duration publishAhead();

    /** For how long others may keep the published key set, its {@code max-age}: one second to a day. */
    @WithDefault("PT15M")
    Duration jwksMaxAge();

    /**
     * How long a key verifies after it signed last; by default, and at least, the longest token's life with the tolerance
     * for clocks and two minutes for replicas that hear of the change late and clocks that differ.
     */
    Optional<Duration> retireAfter();
}
