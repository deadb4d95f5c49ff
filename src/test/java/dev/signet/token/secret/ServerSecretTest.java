package dev.signet.token.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ServerSecretTest {
    private static final byte[] SALT = {1};

    @Inject
    ServerSecret secret;

    @Inject
    SecretStorage storage;

    @Test
    void everyStartFindsTheSecretOfTheFirst() {
        assertThat(storage.load()).hasSize(32).isEqualTo(storage.load());
    }

    @Test
    void eachPurposeAndSaltHasAKeyOfItsOwn() {
        byte[] key = secret.derive("one", SALT).getEncoded();
        assertThat(key).hasSize(32).isEqualTo(secret.derive("one", SALT).getEncoded());
        assertThat(key).isNotEqualTo(secret.derive("two", SALT).getEncoded());
        assertThat(key).isNotEqualTo(secret.derive("one", new byte[] {2}).getEncoded());
        assertThat(key).isNotEqualTo(storage.load());
    }
}
