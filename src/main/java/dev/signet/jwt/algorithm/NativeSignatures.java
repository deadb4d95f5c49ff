package dev.signet.jwt.algorithm;

import java.lang.reflect.InvocationTargetException;
import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The Amazon Corretto Crypto Provider (ACCP): signatures at ten to thirty times the speed of Java's own. It must be on the class path,
 * in the build for this platform; nothing here is compiled against it, and everything works without it.
 */
public final class NativeSignatures {
    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private NativeSignatures() {}

    /**
     * Puts the provider before all others of this process, so that its other code gets it too. To be called before anything signs or
     * verifies; a second call changes nothing.
     *
     * @return why that could not be done; empty if it was
     */
    public static Optional<String> install() {
        try {
            Optional<Provider> provider = find();
            if (provider.isEmpty()) {
                return Optional.of("it is not there for this platform");
            }
            assertHealthy(provider.get());
            Security.insertProviderAt(provider.get(), 1);
            return Optional.empty();
        } catch (ReflectiveOperationException | ServiceConfigurationError | LinkageError e) {
            return Optional.of("it does not load: " + rootOf(e));
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
