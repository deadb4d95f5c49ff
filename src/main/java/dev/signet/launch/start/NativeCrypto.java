package dev.signet.launch.start;

import dev.signet.jwt.algorithm.NativeSignatures;
import org.jboss.logging.Logger;

/** Has signatures made natively where that is possible. Everything works without it, so a line in the log says that it is not. */
final class NativeCrypto {
    private static final Logger LOG = Logger.getLogger(NativeCrypto.class);

    private NativeCrypto() {}

    static void install() {
        NativeSignatures.install()
                .ifPresent(reason -> LOG.warnf("No native cryptography, using the JDK's: %s", reason));
    }
}
