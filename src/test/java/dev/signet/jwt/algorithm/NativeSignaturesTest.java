package dev.signet.jwt.algorithm;

import static dev.signet.jwt.Library.JWT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.jwt.JwtKey;
import dev.signet.jwt.SignOptions;
import dev.signet.jwt.VerifyOptions;
import java.security.KeyPair;
import java.security.Security;
import java.security.Signature;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way to native signatures that {@code docs/from-jsonwebtoken.md} shows. */
class NativeSignaturesTest {
    private static final String NAME = "AmazonCorrettoCryptoProvider";

    @AfterEach
    void asItWas() {
        Security.removeProvider(NAME);
    }

    @Test
    void signaturesAreMadeByTheProviderOnceItIsInstalled() throws Exception {
        assertThat(NativeSignatures.install()).isEmpty();
        assertThat(NativeSignatures.install()).isEmpty();
        assertThat(Security.getProviders()[0].getName()).isEqualTo(NAME);
        assertThat(Security.getProviders())
                .filteredOn(provider -> provider.getName().equals(NAME))
                .hasSize(1);
        assertThat(Signature.getInstance("SHA256withECDSA").getProvider().getName())
                .isEqualTo(NAME);
        KeyPair pair = JwsAlgorithm.ES256.generateKeyPair();
        String token = JWT.sign(Map.of("foo", "bar"), JwtKey.of(pair.getPrivate()), SignOptions.DEFAULTS);
        assertThat(JWT.verify(token, JwtKey.of(pair.getPublic()), VerifyOptions.DEFAULTS))
                .containsEntry("foo", "bar");
    }

    /** There it does not matter what is on the class path. */
    @Test
    void withoutTheProviderTheReasonIsGiven() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThat(NativeSignatures.install()).contains("it is not there for this platform");
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
