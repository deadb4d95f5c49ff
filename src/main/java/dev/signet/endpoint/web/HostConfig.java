package dev.signet.endpoint.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** By which names Signet may be asked. */
@ConfigMapping(prefix = "signet")
interface HostConfig {
    /**
     * Whether only requests to a loopback host are answered, so that no website reaches Signet under a name of its own that leads to
     * this machine (DNS rebinding). The launch sets it in a try-out.
     */
    @WithDefault("false")
    boolean loopbackHostsOnly();
}
