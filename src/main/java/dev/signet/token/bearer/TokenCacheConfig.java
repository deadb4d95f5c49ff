package dev.signet.token.bearer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** What is kept of tokens that were verified, so that the next request with one need not be. */
@ConfigMapping(prefix = "signet.token.cache")
interface TokenCacheConfig {
    /** Whether anything is kept at all. */
    @WithDefault("true")
    boolean enabled();

    /** How many tokens at most: 1 to 10 million. */
    @WithDefault("50000")
    @Min(value = 1, message = "must be at least 1") @Max(value = 10_000_000, message = "must be at most 10000000") int entries();

    /** How much memory they may take at most, by a careful estimate. */
    @WithDefault("64M")
    MemorySize memory();
}
