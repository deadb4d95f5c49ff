package dev.signet.testsupport;

import java.security.Provider;
import java.security.Security;
import java.util.ServiceLoader;

/** While this is open, signatures are made and verified as where the server was launched: tests start it without that. */
public final class NativeProvider implements AutoCloseable {
    private final Provider corretto = ServiceLoader.load(Provider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.getName().equals("AmazonCorrettoCryptoProvider"))
            .findFirst()
            .orElseThrow();

    public NativeProvider() {
        Security.insertProviderAt(corretto, 1);
    }

    @Override
    public void close() {
        Security.removeProvider(corretto.getName());
    }
}
