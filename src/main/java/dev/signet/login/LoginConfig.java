package dev.signet.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The built-in first-party client, on whose behalf users log in at {@code /api/login}. */
@ConfigMapping(prefix = "signet.login")
interface LoginConfig {
    /** The {@code client_id} of its tokens. */
    @WithDefault("signet")
    String clientId();

    /** The {@code scope} of its tokens: names separated by spaces. */
    @WithDefault("api")
    String scope();
}
