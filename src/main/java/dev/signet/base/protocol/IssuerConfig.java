package dev.signet.base.protocol;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who we are. */
@ConfigMapping(prefix = "signet")
public interface IssuerConfig {
    /**
     * The {@code iss} of every token and the base of every published address (RFC 8414 section 2), compared exactly. A
     * loopback issuer means try-out, any other means production.
     */
    @WithDefault("http://localhost:8080")
    String issuer();
}
