package dev.signet.launch;

import java.lang.reflect.InvocationTargetException;
import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jboss.logging.Logger;

/**
 * Puts the Amazon Corretto Crypto Provider first, where it is there for this platform: signatures at ten to thirty
 * times the JDK's speed. Everything works without it, so its absence is worth a line in the log and no more.
 */
final class NativeCrypto {

    private static final Logger LOG = Logger.getLogger(NativeCrypto.class);
    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private NativeCrypto() {}

    static void install() {
        try {
            Optional<Provider> provider = find();
            if (provider.isEmpty()) {
                LOG.info("Native cryptography is not there for this platform: using the JDK's");
                return;
            }
            assertHealthy(provider.get());
            Security.insertProviderAt(provider.get(), 1);
        } catch (ReflectiveOperationException | ServiceConfigurationError | LinkageError e) {
            LOG.warnf("Native cryptography does not load: using the JDK's (%s)", rootOf(e));
        }
    }

    private static Optional<Provider> find() {
        return ServiceLoader.load(Provider.class).stream()
                .filter(provider -> provider.type().getName().equals(PROVIDER))
                .findFirst()
                .map(ServiceLoader.Provider::get);
    }

    /** A provider whose library did not load exists all the same, and offers nothing; its self tests tell. */
    private static void assertHealthy(Provider provider) throws ReflectiveOperationException {
        provider.getClass().getMethod("assertHealthy").invoke(provider);
    }

    private static Throwable rootOf(Throwable e) {
        Throwable cause = e instanceof InvocationTargetException ? e.getCause() : null;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null ? e : cause;
    }
}
