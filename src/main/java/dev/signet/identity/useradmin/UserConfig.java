package dev.signet.identity.useradmin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The first administrator. */
@ConfigMapping(prefix = "signet")
interface UserConfig {
    /**
     * The password of the first administrator, {@code admin}: 8 to 128 characters, and not a common one. Used only while there is no
     * administrator; left out, a random one is printed once.
     */
    Optional<String> adminPassword();

    /** Only gives {@code admin} another password, tells it, and ends: for the owner of the machine, when no administrator can log in. */
    @WithDefault("false")
    boolean adminPasswordReset();
}
