package dev.signet.endpoint.clientkeys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Exceptions, each named after what it allows. */
@ConfigMapping(prefix = "signet.allow")
public interface AssertionConfig {
    /**
     * Allows that clients publish their keys at addresses that are not public: whoever may register clients can then have the
     * server call whatever it reaches.
     */
    @WithDefault("false")
    boolean privateJwksUris();

    /**
     * Allows that client assertions name the token endpoint as {@code aud} instead of the issuer, as clients do that were made before
     * rfc7523bis. Another server that claims our token endpoint as its own then gets assertions that are good here.
     */
    @WithDefault("false")
    boolean tokenEndpointAudience();
}
