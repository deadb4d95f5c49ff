package dev.signet.identity.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;

/** The built-in first-party client, on whose behalf users log in at {@code /api/login}. */
@ConfigMapping(prefix = "signet.login")
public interface ClientConfig {
    /** Its {@code client_id}. It is made at start where there is none; an {@code admin} can then change it like other clients. */
    @WithDefault("signet")
    @Pattern(regexp = ClientId.FORM, message = ClientId.RULE) String clientId();

    /** The scopes that it is made with: names separated by spaces. */
    @WithDefault("api")
    String scope();
}
