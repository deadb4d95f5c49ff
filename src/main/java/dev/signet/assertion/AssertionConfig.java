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
}
