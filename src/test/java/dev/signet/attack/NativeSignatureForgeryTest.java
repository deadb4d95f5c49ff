package dev.signet.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.testsupport.NativeProvider;
import io.quarkus.test.junit.QuarkusTest;
import java.security.GeneralSecurityException;
import java.security.Signature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same by the provider of signatures that a launched server has. */
@QuarkusTest
class NativeSignatureForgeryTest extends SignatureForgeries {
    private NativeProvider provider;

    @BeforeEach
    void nativeProviderInFront() {
        provider = new NativeProvider();
    }

    @AfterEach
    void backToTheJdks() {
        provider.close();
    }

    @Test
    void signaturesAreThatProviders() throws GeneralSecurityException {
        for (String algorithm :
                new String[] {"SHA256withECDSAinP1363Format", "SHA256withRSA", "RSASSA-PSS", "Ed25519"}) {
            assertThat(Signature.getInstance(algorithm).getProvider().getName())
                    .isEqualTo("AmazonCorrettoCryptoProvider");
        }
    }
}
