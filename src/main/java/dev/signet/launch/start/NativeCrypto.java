package dev.signet.launch.start;

import dev.signet.jwt.algorithm.NativeSignatures;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.jboss.logging.Logger;

/**
 * Has signatures made natively where that is possible. Everything works without it, so a line in the log says that it is not. Unpacking
 * and testing the library takes half a second of a processor, so the rest of the start goes on meanwhile.
 */
@ApplicationScoped
class NativeCrypto {
    private static final Logger LOG = Logger.getLogger(NativeCrypto.class);
    private static final Thread INSTALLATION = new Thread(NativeCrypto::install, "signet-native-crypto");

    /** Once in a process, first thing. */
    static void begin() {
        INSTALLATION.setDaemon(true);
        INSTALLATION.start();
    }

    private static void install() {
        try {
            NativeSignatures.install().ifPresent(NativeCrypto::tell);
        } catch (RuntimeException e) {
            tell(e.toString());
        }
    }

    private static void tell(String reason) {
        LOG.warnf("No native cryptography, using the JDK's: %s", reason);
    }

    /** Before anything is signed or verified, and any key looked for. */
    void await(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event)
            throws InterruptedException {
        // where it was not begun, as while Signet is tested, this returns at once
        INSTALLATION.join();
    }
}
