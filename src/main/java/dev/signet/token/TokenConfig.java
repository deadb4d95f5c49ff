package dev.signet.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Access tokens. */
@ConfigMapping(prefix = "signet.token")
public interface TokenConfig {
    /** The {@code aud} of access tokens, and what ours must contain to be accepted (RFC 9068 section 3). */
    @WithDefault("signet")
    String audience();

    /** From {@code iat} to {@code exp}: one second to one day. */
    @WithDefault("PT10M")
    Duration lifespan();

    /** By how much the clocks of replicas may differ when {@code exp} and {@code nbf} are checked: at most a minute. */
    @WithDefault("PT0S")
    Duration clockTolerance();
}
