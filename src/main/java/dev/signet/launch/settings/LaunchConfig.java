package dev.signet.launch.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.util.Optional;

/** What the start itself depends on; read before Quarkus is there. Public, as a group of keys in it could not be validated otherwise. */
@ConfigMapping(prefix = "signet")
public interface LaunchConfig {

    /** Where a try-out keeps its database and its encryption key. Only its owner may enter it. */
    @WithDefault("./signet-data")
    Path dataDir();

    /**
     * A file with 32 bytes in base64, under which private keys rest. Required in production; a try-out makes its own in
     * the data folder.
     */
    Optional<Path> encryptionKeyFile();

    /** The encryption key itself, in place of its file. */
    Optional<String> encryptionKey();

    /** What is allowed although it is not secure. */
    Allow allow();

    /** Exceptions, each named after what it allows. */
    interface Allow {

        /** Allows an issuer that is neither https nor loopback: tokens and passwords then travel in the clear. */
        @WithName("http-issuer")
        @WithDefault("false")
        boolean httpIssuer();

        /**
         * Lets a try-out listen on all addresses, as in a container, whose loopback its host does not reach: tokens and passwords then
         * travel in the clear from wherever the port is reached.
         */
        @WithName("try-out-on-all-addresses")
        @WithDefault("false")
        boolean tryOutOnAllAddresses();
    }
}
