package dev.signet.launch.setup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Declarative set-up. */
@ConfigMapping(prefix = "signet")
interface SetupConfig {
    /** A YAML file that declares roles, clients and users; read at each start. */
    Optional<Path> setupFile();

    /** Only print what the file would change, and end. */
    @WithDefault("false")
    boolean setupDryRun();
}
