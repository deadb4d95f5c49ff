package dev.signet.assertion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Exceptions, each named after what it allows. */
@ConfigMapping(prefix = "signet.allow")
interface AssertionConfig {
    /**
     * Allows that clients publish their keys at addresses that are not public: whoever may register clients can then have the
     * server call whatever it reaches.
     */
    @WithDefault("false")
    boolean privateJwksUris();

    /**
     * Allows that client assertions name the token endpoint as {@code aud} instead of the issuer, as clients do that were made before
     * rfc7523bis: an assertion that such a client makes for a server of somebody else, who names our token endpoint as theirs, is then
     * good here.
     */
    @WithDefault("false")
    boolean tokenEndpointAudience();
}
